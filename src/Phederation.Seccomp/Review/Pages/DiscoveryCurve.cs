using Phederation.Hypertext;
using Phederation.Seccomp.Evidences;

namespace Phederation.Seccomp.Review.Pages;

/// <summary>
/// How many distinct calls were known after each step of the workload, as a picture: a curve that is flat at its end says that more of the same shows
/// nothing new. The dashed line is the estimate of all there are.
/// </summary>
internal static class DiscoveryCurve
{
    private const double Width = 560;
    private const double Height = 190;
    private const double Left = 34;
    private const double Bottom = 22;
    private const double Top = 14;
    private const double Right = 6;

    public static Html Draw(Evidence evidence, string id)
    {
        var steps = evidence.Steps;
        var most = Math.Max(evidence.Unseen.Chao2, steps.Select(step => step.Known).DefaultIfEmpty(0).Max());
        var ceiling = Math.Max(10, Math.Ceiling(most / 10) * 10);
        var points = steps.Select((step, index) => (X: X(index + 1), Y: Y(step.Known), Step: step)).ToList();
        var line = string.Concat(points.Select(point => FormattableString.Invariant($"H{point.X:0.#}V{point.Y:0.#}")));
        var last = steps.Count > 0 ? steps[^1].Known : 0;
        return Html.Of(
            $"""
            <figure class="chart"><figcaption>Distinct calls known after each step</figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}">
            <title id="{id}">{last} distinct calls after {steps.Count} steps; {evidence.Unseen.InOneStep} were made in one step only; estimated in all: {evidence.Unseen.Chao2}</title>
            {Grid(ceiling)}
            <path class="area" d="M{Left} {Y(0)}{new Html(line)}V{Y(0)}Z"/>
            <path class="line" d="M{Left} {Y(0)}{new Html(line)}"/>
            <path class="estimate" d="M{Left} {Y(evidence.Unseen.Chao2)}H{Width - Right}"/>
            {points.Where(point => point.Step.New > 0).Select(point =>
                Html.Of(
                    $"""<circle cx="{point.X}" cy="{point.Y}" r="3"><title>{point.Step.Id} ({point.Step.Phase}): {point.Step.New} new, {point.Step.Known} known</title></circle>"""
                )
            )}
            <text x="{Left}" y="{Height - 6}">first step</text><text class="end" x="{Width - Right}" y="{Height
                - 6}">step {steps.Count}</text>
            </svg></figure>
            """
        );

        double X(double index) => Left + ((Width - Left - Right) * index / Math.Max(1, steps.Count));
        double Y(double count) => Top + ((Height - Top - Bottom) * (1 - (count / ceiling)));

        Html Grid(double highest) =>
            Html.Join(
                new[] { 0, highest / 2, highest }.Select(count =>
                    Html.Of(
                        $"""<path class="grid" d="M{Left} {Y(count)}H{Width - Right}"/><text class="end" x="{Left - 4}" y="{Y(count) + 4}">{count}</text>"""
                    )
                )
            );
    }
}
