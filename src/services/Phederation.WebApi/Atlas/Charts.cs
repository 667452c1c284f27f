using System.Globalization;
using Phederation.Hypertext;
using Phederation.WebApi.Atlas.Counts;

namespace Phederation.WebApi.Atlas;

/// <summary>Counts as pictures (SVG) beside their numbers: each chart is a table too, for whoever does not see it.</summary>
internal static class Charts
{
    private const int ChartHeight = 180;
    private const int ChartWidth = 640;

    /// <summary>How many persons are left after each rule.</summary>
    public static Html Attrition(IReadOnlyList<AttritionStep> steps)
    {
        var whole = Math.Max(1, steps[0].Persons);
        var rows = steps.Select(
            (step, index) =>
            {
                var lost = index == 0 ? 0 : steps[index - 1].Persons - step.Persons;
                return Html.Of(
                    $"""
                    <tr><th scope="row">{step.Name}</th><td class="plot">{Bar(100.0 * step.Persons / whole, "")}</td>
                    <td class="number">{Layout.Number(step.Persons)}</td><td class="number">{Percent(
                        step.Persons,
                        whole
                    )}</td><td class="number quiet">{(index == 0 ? "" : $"−{Layout.Number(lost)}")}</td></tr>
                    """
                );
            }
        );
        return Html.Of(
            $"""
            <div class="scroll"><table class="chart"><thead><tr><th scope="col">Rule</th><th><span class="hidden">Bar</span></th><th scope="col">Persons</th><th scope="col">Of all</th><th scope="col">Lost</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            """
        );
    }

    /// <summary>Women to the left and men to the right of each age.</summary>
    public static Html Pyramid(IReadOnlyList<AgeBand> bands)
    {
        var most = Math.Max(1, bands.Max(band => Math.Max(band.Women, band.Men)));
        var hasOthers = bands.Any(band => band.Others > 0);
        var rows = bands
            .Reverse()
            .Select(band =>
                Html.Of(
                    $"""
                    <tr><td class="number">{Layout.Number(band.Women)}</td><td class="plot left">{Bar(
                        100.0 * band.Women / most,
                        "women",
                        fromRight: true
                    )}</td>
                    <th scope="row" class="middle">{(band.From >= 90 ? "90+" : $"{band.From}–{band.From + 9}")}</th>
                    <td class="plot">{Bar(100.0 * band.Men / most, "men")}</td><td class="number">{Layout.Number(band.Men)}</td>{(
                        hasOthers ? Html.Of($"<td class=\"number\">{Layout.Number(band.Others)}</td>") : Html.Empty
                    )}</tr>
                    """
                )
            );
        var others = hasOthers ? new Html("<th scope=\"col\">Other</th>") : Html.Empty;
        return Html.Of(
            $"""
            <div class="scroll"><table class="chart pyramid"><thead><tr><th scope="col" colspan="2">Female</th><th scope="col" class="middle">Age</th><th scope="col" colspan="2">Male</th>{others}</tr></thead>
            <tbody>{rows}</tbody></table></div>
            """
        );
    }

    /// <summary>How many entered in each year.</summary>
    public static Html Years(IReadOnlyList<YearCount> years)
    {
        var (first, last) = (years[0].Year, years[^1].Year);
        var known = years.ToDictionary(year => year.Year, year => year.Persons);
        var all = Enumerable.Range(first, Math.Min(last - first + 1, 120)).ToList();
        var most = Ceiling(years.Max(year => year.Persons));
        const int left = 48;
        const int bottom = 24;
        const int top = 16;
        var step = (double)(ChartWidth - left) / all.Count;
        var width = Math.Min(step * 0.72, 48);
        var each = Math.Max(1, (int)Math.Ceiling(all.Count * 58.0 / (ChartWidth - left)));
        var bars = all.Select(
            (year, index) =>
            {
                var count = known.GetValueOrDefault(year);
                var height = (double)(ChartHeight - top - bottom) * count / most;
                var x = left + (step * index) + ((step - width) / 2);
                var label =
                    index % each == 0
                        ? Html.Of(
                            $"<text x=\"{x + (width / 2)}\" y=\"{(double)ChartHeight - 6}\" text-anchor=\"middle\">{year.ToString(CultureInfo.InvariantCulture)}</text>"
                        )
                        : Html.Empty;
                return Html.Of(
                    $"<g><title>{year.ToString(CultureInfo.InvariantCulture)}: {Layout.Number(count)}</title><rect class=\"bar\" x=\"{x}\" y=\"{ChartHeight - bottom - height}\" width=\"{width}\" height=\"{height}\" rx=\"2\"/></g>{label}"
                );
            }
        );
        var lines = new[] { 0.0, 0.5, 1.0 }.Select(part =>
        {
            var y = ChartHeight - bottom - ((ChartHeight - top - bottom) * part);
            return Html.Of(
                $"<line class=\"grid\" x1=\"{(double)left}\" x2=\"{(double)ChartWidth}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{left - 8.0}\" y=\"{y + 4}\" text-anchor=\"end\">{Layout.Number((long)(most * part))}</text>"
            );
        });
        return Html.Of(
            $"""
            <svg class="columns-chart" viewBox="0 0 {ChartWidth} {ChartHeight}" role="img" aria-labelledby="years-title"><title id="years-title">Persons by their year of entry, from {first.ToString(
                CultureInfo.InvariantCulture
            )} to {last.ToString(CultureInfo.InvariantCulture)}</title>{lines}{bars}</svg>
            <details><summary>As a table</summary><table class="small"><thead><tr><th scope="col">Year</th><th scope="col">Persons</th></tr></thead>
            <tbody>{years.Select(year =>
                Html.Of(
                    $"<tr><th scope=\"row\">{year.Year.ToString(CultureInfo.InvariantCulture)}</th><td class=\"number\">{Layout.Number(year.Persons)}</td></tr>"
                )
            )}</tbody></table></details>
            """
        );
    }

    private static Html Bar(double percent, string style, bool fromRight = false) =>
        Html.Of(
            $"<svg class=\"line\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"back\" width=\"100\" height=\"10\"/><rect class=\"bar {style}\" x=\"{(fromRight ? 100 - percent : 0)}\" width=\"{percent}\" height=\"10\"/></svg>"
        );

    private static string Percent(long part, long whole) => (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    // The next number of 1, 2, 4, 5 or 10 times a power of ten that halves well: the ends of the axis.
    private static long Ceiling(long value)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var factor in new[] { 2L, 4L, 6L, 10L })
            {
                if (factor * power >= value)
                {
                    return factor * power;
                }
            }
        }
    }
}
