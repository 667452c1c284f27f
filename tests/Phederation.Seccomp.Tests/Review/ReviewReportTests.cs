using System.Text;
using System.Text.Json.Nodes;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Review.Pages;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;
using Phederation.Testing.Browser;

namespace Phederation.Seccomp.Tests.Review;

/// <summary>The report in its four forms, of what is committed of two images, one of them with a decision taken away.</summary>
public sealed class ReviewReportTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Everything_decided_is_complete_and_a_call_without_decision_is_not()
    {
        Assert.True(Report(Image("fhir-server"), Image("postgres")).IsComplete);
        var report = Report(Image("fhir-server"), Image("postgres", "mremap"));
        Assert.False(report.IsComplete);

        var json = JsonNode.Parse(report.ToJson())!;
        Assert.False((bool)json["complete"]!);
        var finding = Assert.Single(json["images"]![1]!["findings"]!.AsArray());
        Assert.Equal(("undecided", "mremap"), ((string)finding!["code"]!, (string)finding["subject"]!));
        var calls = json["images"]![1]!["syscalls"]!.AsArray();
        Assert.Null(calls.Single(call => (string)call!["name"]! == "mremap")!["decision"]);
        Assert.Equal("accepted", (string)calls.Single(call => (string)call!["name"]! == "socket")!["decision"]!);
        Assert.Equal(report.ToJson(), Report(Image("fhir-server"), Image("postgres", "mremap")).ToJson());

        var sarif = JsonNode.Parse(ReviewSarif.Write(report, "1.0", Repository.Root))!["runs"]![0]!["results"]!.AsArray();
        Assert.Equal("undecided", (string)Assert.Single(sarif)!["ruleId"]!);
        Assert.Contains("profiles/postgres/review.toml", sarif[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("! mremap: The profile allows it", ReviewText.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_are_told_in_every_form()
    {
        var image = Image("postgres");
        var changed = image with { SinceReview = ProfileDiff.Between(image.Result.Profile.Without("socket"), image.Result.Profile) };
        var report = Report(changed);

        Assert.Contains("+ socket", ReviewText.Write(report), StringComparison.Ordinal);
        Assert.StartsWith(
            "+ socket",
            (string)JsonNode.Parse(report.ToJson())!["images"]![0]!["sinceReview"]![0]!,
            StringComparison.Ordinal
        );
        Assert.Contains("<code>&#x2B; socket", Encoding.UTF8.GetString(ReviewPage.Write(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_processes_call_themselves_is_text_on_the_page()
    {
        var image = Image("postgres");
        var reasons = image.Result.Reasons.Select(reason => reason with { Why = "observed <img src=x onerror=alert(1)> in step 'a\"b'" });
        var page = Encoding.UTF8.GetString(ReviewPage.Write(Report(image with { Result = image.Result with { Reasons = [.. reasons] } })));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Page_is_searched_filtered_and_sorted_by_keyboard_and_fits_every_screen()
    {
        using var folder = new TempFolder();
        var path = folder["review.html"];
        await File.WriteAllBytesAsync(path, ReviewPage.Write(Report(Image("fhir-server"), Image("postgres", "mremap"))), Cancellation);
        await using var browser = await Chromium.StartAsync(Cancellation);
        await browser.OpenAsync(new Uri(path).AbsoluteUri, Cancellation);

        Assert.Equal("0", await browser.EvaluateAsync("document.querySelectorAll('script[src],link,img,iframe').length", Cancellation));
        Assert.Equal("4", await browser.EvaluateAsync("document.querySelectorAll('svg[role=img] > title').length", Cancellation));
        var all = await ShownAsync(browser);
        Assert.Equal($"{all} calls shown", await browser.EvaluateAsync("document.querySelector('output').textContent", Cancellation));

        // Typed as a person does: one image has the call.
        await browser.EvaluateAsync("document.querySelector('[name=words]').focus()", Cancellation);
        await browser.TypeAsync("postgres mremap", Cancellation);
        Assert.Equal(1, await ShownAsync(browser));
        Assert.Equal("true", await browser.EvaluateAsync("document.querySelector('#fhir-server').hidden", Cancellation));

        await browser.EvaluateAsync("document.querySelector('[type=reset]').click()", Cancellation);
        await browser.ArriveAsync($"document.querySelector('output').textContent === '{all} calls shown'", Cancellation);
        await browser.EvaluateAsync("document.querySelector('[value=undecided]').focus()", Cancellation);
        await browser.PressAsync(" ", 32, Cancellation);
        Assert.Equal(1, await ShownAsync(browser));
        Assert.Equal(
            "mremap",
            await browser.EvaluateAsync("document.querySelector('tr.call:not([hidden]) th').innerText.trim()", Cancellation)
        );
        await browser.PressAsync(" ", 32, Cancellation);

        const string first = "document.querySelector('#postgres tr.call th').innerText.trim()";
        await browser.EvaluateAsync("document.querySelector('#postgres .sortable th button').focus()", Cancellation);
        await browser.PressAsync("Enter", 13, Cancellation);
        Assert.Equal("accept", await browser.EvaluateAsync(first, Cancellation));

        foreach (var (scheme, width) in new[] { ("light", 1280), ("dark", 1280), ("light", 380) })
        {
            await browser.PreferAsync(scheme, Cancellation);
            await browser.ResizeAsync(width, 900, Cancellation);
            await browser.EvaluateAsync("document.querySelector('#postgres').scrollIntoView()", Cancellation);
            await Pictures.TakeAsync(browser, $"review-{scheme}-{width}", Cancellation);
            Assert.Equal(
                "false",
                await browser.EvaluateAsync("document.documentElement.scrollWidth > document.documentElement.clientWidth", Cancellation)
            );
        }
    }

    private static async Task<int> ShownAsync(Chromium browser) =>
        int.Parse(
            await browser.EvaluateAsync(
                "[...document.querySelectorAll('tr.call')].filter(row => row.getClientRects().length > 0).length",
                Cancellation
            ),
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static ReviewReport Report(params ImageReview[] images) =>
        new("1.2.3", new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), images);

    private static ImageReview Image(string name, string undecided = "nothing")
    {
        var folder = Path.Combine(Repository.Root, "profiles", name);
        var evidence = Evidence.Load(Path.Combine(folder, "evidence.json"));
        var path = Path.Combine(folder, "review.toml");
        var decisions = ReviewFile.Parse(File.ReadAllText(path).Replace($"\"{undecided}\", ", "", StringComparison.Ordinal), path);
        var result = ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default.With(decisions, Today));
        return new ImageReview
        {
            Evidence = evidence,
            Result = result,
            Decisions = decisions,
            DecisionsPath = path,
            Findings = ReviewCheck.Run(result.Reasons, decisions, Today),
        };
    }
}
