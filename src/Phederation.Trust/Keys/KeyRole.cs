namespace Phederation.Trust.Keys;

/// <summary>What the keys of a trust root are for, in the words of their files' headers.</summary>
public static class KeyRole
{
    /// <summary>Vouches for all others. Sites pin it.</summary>
    public const string Root = "root";

    /// <summary>Signs what a release or a repository holds.</summary>
    public const string Targets = "targets";

    /// <summary>Signs which metadata files belong together.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Signs which snapshot is the newest, and until when.</summary>
    public const string Timestamp = "timestamp";

    /// <summary>Signs the verdicts of the pipeline's gates.</summary>
    public const string Verdict = "verdict";
}
