namespace Phederation.Images.Patching;

/// <summary>CVE ids by year and number, not by text: CVE-2024-9999 comes before CVE-2024-10000.</summary>
internal sealed class CveOrder : IComparer<string>
{
    // "CVE-2024-".
    private const int YearEnd = 9;

    /// <summary>The order.</summary>
    public static CveOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y) =>
        x is null || y is null ? string.CompareOrdinal(x, y)
        : string.CompareOrdinal(x, 0, y, 0, YearEnd) is var year and not 0 ? year
        : x.Length != y.Length ? x.Length.CompareTo(y.Length)
        : string.CompareOrdinal(x, y);
}
