namespace Phederation.WebApi.Vocabulary;

/// <summary>How much is asked for and answered at once.</summary>
internal static class VocabularyLimits
{
    /// <summary>The most concepts of an answer, which is also how many a search gives unless it asks for fewer.</summary>
    public const int Rows = 20_000;

    /// <summary>The most concepts that a set may resolve to.</summary>
    public const int Resolved = 1_000_000;

    /// <summary>The most identifiers or codes of a request.</summary>
    public const int Identifiers = 50_000;
}
