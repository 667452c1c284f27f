namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>What a worker tells its supervisor, in a file that both map.</summary>
internal static class AflState
{
    /// <summary>Bytes of the file.</summary>
    public const int Size = 4096;

    /// <summary>Where it says whether it has an input in hand (1 or 0, four bytes).</summary>
    public const int BusyOffset = 0;

    /// <summary>Where it says that afl-fuzz is gone.</summary>
    public const int DoneOffset = 4;
}
