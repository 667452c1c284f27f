namespace Phederation.Trust;

/// <summary>The words that name a kind of refusal. They are stable: tests and the launcher's answers hold them.</summary>
public static class RefusalCode
{
    /// <summary>A file that must be there is not.</summary>
    public const string Missing = "missing";

    /// <summary>A file can't be read as what it should be: not JSON, too large, too deep, a duplicate or unknown key, a wrong type.</summary>
    public const string Malformed = "malformed";

    /// <summary>The system would not let the file be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>No root key of the metadata is one of the pinned keys.</summary>
    public const string UnknownRoot = "unknown-root";

    /// <summary>Fewer valid signatures than the role's threshold.</summary>
    public const string BadSignature = "bad-signature";

    /// <summary>The metadata's expiry, or its certificate's, has passed.</summary>
    public const string Expired = "expired";

    /// <summary>The metadata is older than metadata that was seen before.</summary>
    public const string Rollback = "rollback";

    /// <summary>Something was made in this machine's future: its clock is wrong.</summary>
    public const string Clock = "clock";

    /// <summary>The bytes have another hash or length than the signed one.</summary>
    public const string Altered = "altered";

    /// <summary>A file is in the release that was not signed.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>A symbolic link, junction or another thing that is neither a file nor a folder.</summary>
    public const string NotAFile = "not-a-file";

    /// <summary>A path that could lead out of the release or means different files on different systems.</summary>
    public const string UnsafePath = "unsafe-path";

    /// <summary>The tag is not signed.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>Two signed statements contradict each other.</summary>
    public const string Mismatch = "mismatch";

    /// <summary>A gate that the release must have passed has no verdict.</summary>
    public const string GateMissing = "gate-missing";

    /// <summary>The verdict says that the gate was not passed.</summary>
    public const string GateFailed = "gate-failed";

    /// <summary>A schema, format or media type that this version does not know.</summary>
    public const string Unsupported = "unsupported";
}
