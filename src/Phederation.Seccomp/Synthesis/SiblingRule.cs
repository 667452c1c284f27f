namespace Phederation.Seccomp.Synthesis;

/// <summary>A call that a libc may make where the trace shows another.</summary>
/// <param name="Adds">The call.</param>
/// <param name="Triggers">The observed calls that bring it: all of one of these groups; empty for every program.</param>
/// <param name="Libc">The libc that does so.</param>
/// <param name="Reason">Why.</param>
internal sealed record SiblingRule(string Adds, IReadOnlyList<IReadOnlyList<string>> Triggers, string Libc, string Reason)
{
    /// <summary>The known rules (Data/siblings.txt), in ordinal order of what they add.</summary>
    public static IReadOnlyList<SiblingRule> All { get; } =
    [
        .. FactTable
            .Read("siblings", columns: 4)
            .Select(row => new SiblingRule(
                row[0],
                row[1] == "*" ? [] : [.. row[1].Split(',').Select(group => group.Split('+'))],
                row[2],
                row[3]
            )),
    ];

    /// <summary>Whether it applies to an image.</summary>
    public bool Applies(LibcVersion libc, IReadOnlySet<string> observed) =>
        libc.Meets(Libc) && (Triggers.Count == 0 || Triggers.Any(group => group.All(observed.Contains)));
}
