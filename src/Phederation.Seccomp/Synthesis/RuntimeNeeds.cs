namespace Phederation.Seccomp.Synthesis;

/// <summary>
/// What a container runtime itself needs of a filter, as data by version (Data/runtime.txt; that of runc 1.1.5 was seen in 300 starts on a busy machine). A
/// release runs on engines other than the one it was traced on, so a profile takes in the needs of all of them.
/// </summary>
public sealed class RuntimeNeeds
{
    private static readonly IReadOnlyList<RuntimeNeed> Known =
    [
        .. FactTable.Read("runtime", columns: 4).Select(row => new RuntimeNeed(row[0], Version.Parse(row[1]), row[2], row[3])),
    ];

    private RuntimeNeeds(IReadOnlyList<RuntimeNeed> needs) => Needs = needs;

    /// <summary>The needs of every runtime that a site may have.</summary>
    public static RuntimeNeeds AllSites { get; } = new(Known);

    /// <summary>The needs, by name.</summary>
    public IReadOnlyList<RuntimeNeed> Needs { get; }

    /// <summary>The needs of one version.</summary>
    /// <exception cref="ArgumentException">Nothing is known of such a runtime or of a version as old.</exception>
    public static RuntimeNeeds Of(string runtime, Version version)
    {
        var needs = Known.Where(need => need.Runtime == runtime && need.Since <= version).ToList();
        return needs.Count > 0
            ? new RuntimeNeeds(needs)
            : throw new ArgumentException(
                $"The needs of {runtime} {version} are unknown; known are those of runc from 1.0.",
                nameof(runtime)
            );
    }
}
