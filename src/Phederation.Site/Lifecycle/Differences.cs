namespace Phederation.Site.Lifecycle;

/// <summary>Collects differences between what is expected and what is, one line each.</summary>
internal sealed class Differences
{
    private const int LongestValue = 120;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string what, string expected, string actual) => _lines.Add($"{what} is {Short(actual)}, not {Short(expected)}");

    public void Compare<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Add(what, expected?.ToString() ?? "none", actual?.ToString() ?? "none");
        }
    }

    /// <summary>Compares without regard to order; null is empty.</summary>
    public void CompareSets(string what, IEnumerable<string>? expected, IEnumerable<string>? actual)
    {
        var wanted = Sorted(expected);
        var found = Sorted(actual);
        if (!wanted.SequenceEqual(found))
        {
            Add(what, List(wanted), List(found));
        }
    }

    /// <summary>What is expected must be there; more may be.</summary>
    public void CompareContained(string what, IEnumerable<string>? expected, IEnumerable<string>? actual)
    {
        var missing = Sorted(expected).Except(actual ?? []).ToArray();
        if (missing.Length > 0)
        {
            _lines.Add($"{what} lacks {Short(List(missing))}");
        }
    }

    private static string[] Sorted(IEnumerable<string>? values) => [.. (values ?? []).Order(StringComparer.Ordinal)];

    private static string List(string[] values) => values.Length == 0 ? "none" : string.Join(", ", values);

    private static string Short(string value) => value.Length > LongestValue ? value[..LongestValue] + "…" : value;
}
