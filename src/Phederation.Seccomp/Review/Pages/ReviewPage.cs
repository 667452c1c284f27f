using System.Globalization;
using Phederation.Hypertext;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Scoring;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review.Pages;

/// <summary>The report as one page that is searched, filtered, sorted and printed, without anything from elsewhere.</summary>
public static class ReviewPage
{
    /// <summary>The page's bytes.</summary>
    public static byte[] Write(ReviewReport report)
    {
        var body = Html.Of(
            $"""
            <header>
            <h1>Syscalls of release {report.Release}</h1>
            <p class="verdict {(report.IsComplete ? "good" : "bad")}">{(
                report.IsComplete ? "Everything is decided" : "Something is to be decided"
            )}</p>
            <p>{report.Time.UtcDateTime.ToString(
                "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture
            )} UTC. What each image's profile lets a process call, why, and what that costs. Decisions are made in
            <code>profiles/NAME/review.toml</code>.</p>
            </header>
            <main>
            {Overview(report)}
            {Filters}
            {report.Images.Select(Image)}
            </main>
            """
        );
        return ReportPage.Write(
            $"Syscalls of release {report.Release}",
            ReviewPageParts.Style,
            ReportScript.Sorting + ReviewPageParts.Script,
            body
        );
    }

    private static Html Filters { get; } =
        Html.Of(
            $"""
            <form class="filters" hidden>
            <label>Search <input type="search" name="words" placeholder="openat, CVE-2022, postgres"></label>
            <fieldset><legend>Risk</legend>{Enum.GetValues<RiskTier>().Select(tier => Box("risk", Word(tier), isChecked: true))}</fieldset>
            <fieldset><legend>Origin</legend>{Enum.GetValues<SyscallOrigin>().Select(origin =>
                Box("origin", Word(origin), isChecked: true)
            )}</fieldset>
            <fieldset><legend>Only</legend>{new[] { "changed", "undecided", "restricted", "startup" }.Select(mark =>
                Box("only", mark, isChecked: false)
            )}</fieldset>
            <button type="reset">Show all</button>
            <output aria-live="polite"></output>
            </form>
            """
        );

    private static Html Box(string name, string value, bool isChecked) =>
        Html.Of($"""<label><input type="checkbox" name="{name}" value="{value}"{(isChecked ? " checked" : "")}> {value}</label>""");

    private static Html Overview(ReviewReport report)
    {
        var standard = ProfileScore.Default;
        return Html.Of(
            $"""
            <div class="scroll"><table class="sortable"><caption>Images</caption><thead><tr>
            <th scope="col"><button type="button">Image</button></th>
            {new[] { "Calls", "Restricted", "High", "Never", "CVE ids reached", "Surface", "Changed", "Undecided" }.Select(title =>
                Html.Of($"""<th scope="col" class="number"><button type="button">{title}</button></th>""")
            )}
            </tr></thead><tbody>
            {report.Images.Select(OverviewRow)}
            </tbody><tfoot><tr><th scope="row">engine's default</th>{Numbers(
                standard
            )}<td class="number"></td><td class="number"></td></tr></tfoot></table></div>
            <p class="quiet">Surface weighs calls by their risk: 1, 3, 10 and 30, half of it where only some arguments are allowed. {ProfileScore.KnownVulnerabilities} CVE ids are known of.</p>
            """
        );
    }

    private static Html OverviewRow(ImageReview image) =>
        Html.Of(
            $"""
            <tr><th scope="row"><a href="#{image.Name}">{image.Name}</a></th>{Numbers(image.Score)}
            <td class="number">{image.SinceReview?.Count.ToString(CultureInfo.InvariantCulture)
                ?? "new"}</td><td class="number">{image.Findings.Count}</td></tr>
            """
        );

    private static Html Numbers(ProfileScore score) =>
        Html.Join(
            new[]
            {
                score.Names,
                score.Restricted,
                score.ByRisk[RiskTier.High],
                score.ByRisk[RiskTier.Never],
                score.Vulnerabilities.Count,
                score.Surface,
            }.Select(number => Html.Of($"""<td class="number">{number}</td>"""))
        );

    private static Html Image(ImageReview image)
    {
        var (score, standard, unseen) = (image.Score, ProfileScore.Default, image.Evidence.Unseen);
        return Html.Of(
            $"""
            <section class="image" id="{image.Name}" data-name="{image.Name}" aria-labelledby="title-{image.Name}">
            <h2 id="title-{image.Name}">{image.Name}</h2>
            <p class="quiet">{image.Evidence.Subject.ImageId}<br>traced by {image.Evidence.BackEnd} on Linux {image.Evidence.Subject.Kernel}, {image.Evidence.Subject.Engine}, {image.Evidence.Subject.Runtime}, {image.Evidence.Subject.Libc}; {(
                image.Evidence.Losses.Any ? "EVENTS WERE LOST" : "no event lost"
            )}</p>
            <dl class="figures">
            <div><dt>calls allowed</dt><dd>{score.Names} <small>of {standard.Names} by default</small></dd></div>
            <div><dt>with some arguments only</dt><dd>{score.Restricted}</dd></div>
            <div><dt>CVE ids reached</dt><dd>{score.Vulnerabilities.Count} <small>of {standard.Vulnerabilities.Count} by default</small></dd></div>
            <div><dt>surface</dt><dd>{score.Surface} <small>{Percent(score.Surface / standard.Surface)} of default</small></dd></div>
            <div><dt>calls seen / estimated</dt><dd>{unseen.Distinct} <small>/ {unseen.Chao2} (Chao2)</small></dd></div>
            </dl>
            <div class="charts">{DiscoveryCurve.Draw(image.Evidence, $"curve-{image.Name}")}{PhaseChart.Draw(
                image.Evidence,
                $"phases-{image.Name}"
            )}</div>
            {Findings(image)}
            {Changes("Since the review", image.SinceReview)}
            {Changes("Since the last release", image.SinceRelease)}
            {Beside(image)}
            {Calls(image)}
            </section>
            """
        );
    }

    private static Html Findings(ImageReview image) =>
        image.ToDecide is { Count: > 0 } sentences
            ? Html.Of($"""<h3>To be decided</h3><ul class="changes">{sentences.Select(sentence => Html.Of($"<li>{sentence}</li>"))}</ul>""")
            : Html.Empty;

    private static Html Changes(string title, IReadOnlyList<ProfileChange>? changes) =>
        changes switch
        {
            null => Html.Empty,
            [] => Html.Of($"""<p class="quiet">{title}: no change.</p>"""),
            _ => Html.Of(
                $"""<h3>{title}</h3><ul class="changes">{changes.Select(change => Html.Of($"<li><code>{change.ToString()}</code></li>"))}</ul>"""
            ),
        };

    private static Html Beside(ImageReview image) =>
        Html.Of(
            $"""
            <details><summary>Beside the engine's default profile: {image.DeniedOfDefault.Count} calls fewer, {image.BeyondDefault.Count} more</summary>
            {(
                image.BeyondDefault.Count == 0
                    ? Html.Empty
                    : Html.Of($"""<p>More: <code>{string.Join(", ", image.BeyondDefault)}</code></p>""")
            )}
            <ul class="names">{image.DeniedOfDefault.Select(name =>
                Html.Of($"""<li>{name} {Tag(Word(SyscallRisk.TierOf(name)))}</li>""")
            )}</ul></details>
            """
        );

    private static Html Calls(ImageReview image) =>
        Html.Of(
            $"""
            <div class="scroll"><table class="sortable"><caption>Allowed calls of {image.Name}</caption><thead><tr>
            {new[] { "Call", "Risk", "Origin", "Why", "Arguments", "Phases" }.Select(title =>
                Html.Of($"""<th scope="col"><button type="button">{title}</button></th>""")
            )}
            <th scope="col" class="number"><button type="button">Count</button></th><th scope="col"><button type="button">CVE ids</button></th><th scope="col"><button type="button">Decision</button></th>
            </tr></thead><tbody>
            {image.Result.Reasons.OrderByDescending(reason => reason.Risk).ThenBy(reason => reason.Name, StringComparer.Ordinal).Select(
                reason => Call(image, reason)
            )}
            </tbody></table></div>
            """
        );

    private static Html Call(ImageReview image, SyscallReason reason)
    {
        var decision = image.Decisions.For(reason.Name);
        return Html.Of(
            $"""
            <tr class="call" data-risk="{Word(reason.Risk)}" data-origin="{Word(reason.Origin)}" data-marks="{string.Join(
                ' ',
                Marks(image, reason)
            )}">
            <th scope="row"><code>{reason.Name}</code></th><td data-sort="{(int)reason.Risk}">{Tag(Word(reason.Risk))}</td><td>{Word(
                reason.Origin
            )}</td><td class="why">{reason.Why}</td>
            <td>{reason.ArgumentRule ?? "any"}</td><td>{string.Join(' ', reason.Phases)}{(
                reason.IsStartupOnly ? Html.Of($" {Tag("startup")}") : Html.Empty
            )}</td><td class="number">{(
                reason.Count > 0 ? reason.Count.ToString(CultureInfo.InvariantCulture) : ""
            )}</td>
            <td class="cves" data-sort="{reason.Vulnerabilities.Count}">{string.Join(' ', reason.Vulnerabilities)}</td>
            <td>{(
                decision is null
                    ? Tag("undecided")
                    : Html.Of(
                        $"""{Tag(Word(decision.Kind))} <small>{decision.Owner}, {decision.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {decision.Reason}</small>"""
                    )
            )}</td></tr>
            """
        );
    }

    private static IEnumerable<string> Marks(ImageReview image, SyscallReason reason)
    {
        if (image.SinceReview is null || image.SinceReview.Concat(image.SinceRelease ?? []).Any(change => change.Name == reason.Name))
        {
            yield return "changed";
        }

        if (image.Decisions.For(reason.Name) is null)
        {
            yield return "undecided";
        }

        if (reason.ArgumentRule is not null)
        {
            yield return "restricted";
        }

        if (reason.IsStartupOnly)
        {
            yield return "startup";
        }
    }

    private static Html Tag(string word) => Html.Of($"""<span class="tag {word}">{word}</span>""");

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
