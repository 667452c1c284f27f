namespace Phederation.Trust;

/// <summary>The words for the two ways of making a release. They are written into releases and verdicts.</summary>
public static class TrustPolicy
{
    /// <summary>The keys were made by the pipeline on the machine that built the release: it proves integrity, not who made it.</summary>
    public const string Local = "local";

    /// <summary>The root key was given by its owner and the release passed every review.</summary>
    public const string Production = "production";

    /// <summary>Whether the word is one of the two.</summary>
    public static bool IsKnown(string? policy) => policy is Local or Production;
}
