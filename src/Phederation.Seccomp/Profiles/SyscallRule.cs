namespace Phederation.Seccomp.Profiles;

/// <summary>What is done with some calls, if all conditions on their arguments hold.</summary>
public sealed record SyscallRule
{
    /// <summary>The calls by name.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What is done.</summary>
    public required SeccompAction Action { get; init; }

    /// <summary>For <see cref="SeccompAction.Errno" />: the number; null means EPERM.</summary>
    public uint? Errno { get; init; }

    /// <summary>Conditions that must all hold; at most one per argument (old runtimes take two on one as alternatives).</summary>
    public IReadOnlyList<ArgumentCondition> Arguments { get; init; } = [];

    /// <summary>For the reader; engines ignore it.</summary>
    public string? Comment { get; init; }

    /// <summary>What the rule does.</summary>
    public SyscallVerdict Verdict => SyscallVerdict.Of(Action, Errno);
}
