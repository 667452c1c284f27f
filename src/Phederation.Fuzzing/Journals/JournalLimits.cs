namespace Phederation.Fuzzing.Journals;

/// <summary>How much a journal keeps and takes.</summary>
internal static class JournalLimits
{
    /// <summary>Of an answer's body, in bytes.</summary>
    public const int AnswerBody = 64 * 1024;

    /// <summary>Of one record, in bytes. Requests are kept whole, so that they can be sent again.</summary>
    public const int Record = 64 * 1024 * 1024;

    /// <summary>How deep the JSON of a record is nested at most; bodies are texts in it.</summary>
    public const int Depth = 32;
}
