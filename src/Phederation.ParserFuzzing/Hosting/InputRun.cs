using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>How one input ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">The exception that it ended with, or null.</param>
/// <param name="Allocated">Bytes that were allocated.</param>
internal sealed record InputRun(InputStatus Status, Exception? Error, long Allocated)
{
    /// <summary>Whether a parser must not end like that.</summary>
    public bool IsFault => Status is InputStatus.Threw or InputStatus.TookMemory;

    /// <summary>What a person reads of a fault; the first lines tell it from others.</summary>
    public string Describe() =>
        Status == InputStatus.TookMemory ? $"{Allocated} bytes were allocated for one input\n{Error}" : Error?.ToString() ?? "";
}
