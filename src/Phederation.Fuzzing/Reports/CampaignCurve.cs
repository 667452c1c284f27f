using System.Globalization;
using Phederation.Fuzzing.Journals;
using Phederation.Hypertext;

namespace Phederation.Fuzzing.Reports;

/// <summary>What had been found after how many requests, as a picture: a curve that is flat at its end says that more of the same shows nothing new.</summary>
internal static class CampaignCurve
{
    private const double Width = 560;
    private const double Height = 190;
    private const double Left = 44;
    private const double Bottom = 22;
    private const double Top = 14;
    private const double Right = 6;

    // A picture has only so many pixels.
    private const int MostPoints = 600;

    public static Html Draw(
        IReadOnlyList<CoveragePoint> points,
        Func<CoveragePoint, int> count,
        string title,
        string id,
        double? estimate = null
    )
    {
        var last = points[^1];
        var ceiling = Math.Max(4, Math.Ceiling(Math.Max(count(last), estimate ?? 0)));
        var requests = Math.Max(1, last.Requests);
        var step = Math.Max(1, points.Count / MostPoints);
        var shown = points.Where((_, at) => at % step == 0).Append(last);
        var line = string.Concat(
            shown.Select(point => string.Create(CultureInfo.InvariantCulture, $"H{X(point.Requests):0.#}V{Y(count(point)):0.#}"))
        );
        var dashed = estimate is { } all ? Html.Of($"""<path class="estimate" d="M{Left} {Y(all)}H{Width - Right}"/>""") : Html.Empty;
        var told = estimate is { } more ? string.Create(CultureInfo.InvariantCulture, $"; estimated in all: {more:0.0}") : "";
        return Html.Of(
            $"""
            <figure class="chart"><figcaption>{title}</figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}">
            <title id="{id}">{count(last)} after {last.Requests} requests{told}</title>
            {Grid()}
            <path class="area" d="M{Left} {Y(0)}{new Html(line)}V{Y(0)}Z"/>
            <path class="line" d="M{Left} {Y(0)}{new Html(line)}"/>
            {dashed}
            <text x="{Left}" y="{Height - 6}">0</text><text class="end" x="{Width - Right}" y="{Height - 6}">{last.Requests} requests</text>
            </svg></figure>
            """
        );

        double X(double at) => Left + ((Width - Left - Right) * at / requests);
        double Y(double value) => Top + ((Height - Top - Bottom) * (1 - (value / ceiling)));

        Html Grid() =>
            Html.Join(
                new[] { 0, ceiling / 2, ceiling }.Select(value =>
                    Html.Of(
                        $"""<path class="grid" d="M{Left} {Y(value)}H{Width - Right}"/><text class="end" x="{Left - 4}" y="{Y(value) + 4}">{value}</text>"""
                    )
                )
            );
    }
}
