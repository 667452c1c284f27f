using System.Globalization;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>Moments as texts: services keep them in their own way of writing, which is the same moment.</summary>
internal static class Moments
{
    private const int Shortest = 16;

    /// <summary>Whether two texts are the same moment (RFC 3339).</summary>
    public static bool AreSame(string one, string other) =>
        one.Length >= Shortest && other.Length >= Shortest && Read(one) is { } moment && Read(other) == moment;

    private static DateTimeOffset? Read(string text) =>
        char.IsAsciiDigit(text[0])
        && text[4] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
