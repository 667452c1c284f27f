using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>Stands in for the framework's comparisons of texts in instrumented code, and notes what differed. Public for that code only.</summary>
public static class Comparisons
{
    private static ComparisonLog? _log;

    /// <summary>Stands in for <c>string.op_Equality</c> and <c>string.Equals(string, string)</c>.</summary>
    public static bool AreEqual(string? left, string? right)
    {
        var equal = string.Equals(left, right, StringComparison.Ordinal);
        if (!equal && _log is { } log)
        {
            log.Add(left.AsSpan());
            log.Add(right.AsSpan());
        }

        return equal;
    }

    /// <summary>Stands in for <c>string.op_Inequality</c>.</summary>
    public static bool AreDifferent(string? left, string? right) => !AreEqual(left, right);

    /// <summary>Stands in for <c>MemoryExtensions.SequenceEqual</c> of characters.</summary>
    public static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var equal = left.SequenceEqual(right);
        if (!equal && _log is { } log)
        {
            log.Add(left);
            log.Add(right);
        }

        return equal;
    }

    /// <summary>Stands in for <c>MemoryExtensions.SequenceEqual</c> of bytes.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var equal = left.SequenceEqual(right);
        if (!equal && _log is { } log)
        {
            log.Add(left);
            log.Add(right);
        }

        return equal;
    }

    /// <summary>Notes comparisons in a log from now on; null ends that.</summary>
    internal static void NoteIn(ComparisonLog? log) => _log = log;
}
