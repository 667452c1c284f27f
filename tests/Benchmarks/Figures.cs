namespace Phederation.Benchmarks;

/// <summary>Prints figures: a ratio of medians that were measured in turns in one run, and the measurements behind it.</summary>
internal static class Figures
{
    /// <summary>The ratio of the medians of two rates, in whatever is done a second.</summary>
    public static void Rates(string what, IReadOnlyList<double> measured, IReadOnlyList<double> against, string aim)
    {
        Console.WriteLine($"{what, -66} {Median(measured) / Median(against):0.00}   ({aim})");
        Console.WriteLine(
            $"    {string.Join(' ', measured.Select(rate => $"{rate:0.0}"))}  against  {string.Join(' ', against.Select(rate => $"{rate:0.0}"))}  searches/s"
        );
    }

    public static void Single(string what, string value, string aim) => Console.WriteLine($"{what, -66} {value}   ({aim})");

    /// <summary>The ratio of the medians of two kinds of work, each in times per second.</summary>
    public static void Ratio(string what, IReadOnlyList<double> measured, IReadOnlyList<double> against, string aim)
    {
        Console.WriteLine($"{what, -66} {Median(measured) / Median(against):0.000}   ({aim})");
        Console.WriteLine($"    {Values(measured)}  against  {Values(against)}  /s");
    }

    private static string Values(IReadOnlyList<double> values) => string.Join(' ', values.Select(value => $"{value:0}"));

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
