using System.Net;
using System.Text.RegularExpressions;
using Phederation.Testing.Browser;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed partial class AtlasTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cohort_is_made_from_a_search_and_its_counts_are_shown()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        Assert.Contains("OMOP CDM of this site", await PageAsync(site, "/atlas/"));
        Assert.Contains("make one first", await PageAsync(site, "/atlas/cohorts"));
        var set = await PostAsync(site, "/atlas/concept-sets", ("name", "Diabetes <b>"));
        Assert.Matches("^/atlas/concept-sets/[0-9]+$", set);
        Assert.Contains("Diabetes &lt;b&gt;", await PageAsync(site, set));
        var found = await PageAsync(site, "/atlas/search?q=diabetes&standard=S&domain=Condition");
        Assert.Contains("Type 2 diabetes mellitus", found);
        Assert.DoesNotContain("hyperglycemia", found);
        await PostAsync(site, "/atlas/concept-sets/add", ("set", set.Split('/')[^1]), ("concept", "201820"), ("concept", "99"));
        Assert.Contains("<span class=\"badge good\" role=\"status\">3</span>", await PageAsync(site, set));
        await PostAsync(site, set, ("descendants", ""));
        Assert.Contains("<span class=\"badge good\" role=\"status\">1</span>", await PageAsync(site, set));
        await PostAsync(site, set, ("descendants", "201820"));
        Assert.Contains("Related concepts", await PageAsync(site, "/atlas/concepts/201826"));

        var cohort = await PostAsync(
            site,
            "/atlas/cohorts",
            ("name", "Women with diabetes"),
            ("kind", "ConditionOccurrence"),
            ("set", set.Split('/')[^1]),
            ("first", "1"),
            ("prior", "365"),
            ("gender", "8532"),
            ("age", "52")
        );
        Assert.Contains("At least 52 years old", await PageAsync(site, cohort));
        await PostAsync(site, cohort + "/generate", ("source", "OHDSI"));
        await site.EndOfGenerationAsync(int.Parse(cohort.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Complete", await PageAsync(site, cohort + "/generations"));
        var report = await PageAsync(site, cohort + "/report/OHDSI");
        Assert.Contains("Attrition", report);
        Assert.Contains("<title>2012: 4</title>", report);
        Assert.Contains("Save", await PageAsync(site, cohort + "/edit"));
        using (var wrong = await SendAsync(site, cohort + "/edit", ("name", "x"), ("expression", """{ "ConceptSets": 5 }""")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("$.ConceptSets", await wrong.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Matches("^/atlas/cohorts/[0-9]+$", await PostAsync(site, cohort + "/copy", ("x", "")));
        Assert.Equal("/atlas/cohorts", await PostAsync(site, cohort + "/remove", ("x", "")));
    }

    [Fact]
    public async Task Forms_of_other_sites_are_refused_and_problems_are_pages()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster);
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/atlas/concept-sets"))
        {
            request.Headers.Add("Origin", "https://elsewhere.example");
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]);
            using var refused = await site.Service.Client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var missing = await site.Service.Client.GetAsync("/atlas/cohorts/77", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("text/html", missing.Content.Headers.ContentType?.MediaType);
        Assert.Contains("script-src 'self'", missing.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_person_works_with_the_pages_by_keyboard_in_a_browser()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var made = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Diabetes, treated"));
        var cohort = $"{site.Service.Address}atlas/cohorts/{made.GetProperty("id").GetInt32()}";
        await using var browser = await Chromium.StartAsync(Cancellation);
        await browser.OpenAsync($"{site.Service.Address}atlas/search", Cancellation);
        Assert.Equal("q", await browser.EvaluateAsync("document.activeElement.id", Cancellation));
        // Nothing of another place, nothing that the policy kept out.
        Assert.Equal(
            "",
            await browser.EvaluateAsync(
                "performance.getEntriesByType('resource').map(r => r.name).filter(n => !n.startsWith(location.origin)).join()",
                Cancellation
            )
        );
        await browser.OpenAsync(cohort, Cancellation);
        await browser.EvaluateAsync("document.querySelector('#generations button').focus()", Cancellation);
        await browser.PressAsync("Enter", 13, Cancellation);
        await browser.ArriveAsync("document.getElementById('generations')?.innerText.includes('Complete')", Cancellation);
        await browser.OpenAsync(cohort + "/report/OHDSI", Cancellation);
        Assert.Equal("true", await browser.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth", Cancellation));
        Assert.Equal(
            "true",
            await browser.EvaluateAsync(
                "[...document.querySelectorAll('svg rect.bar')].some(r => r.getBoundingClientRect().width > 20)",
                Cancellation
            )
        );
    }

    private static async Task<string> PageAsync(SiteWebApi site, string path)
    {
        using var response = await site.Service.Client.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {text}\n{site.Service.Log}");
        Assert.DoesNotMatch(Inline(), text);
        return text;
    }

    // The answer must lead to another page, whose path is returned.
    private static async Task<string> PostAsync(SiteWebApi site, string path, params (string Name, string Value)[] fields)
    {
        using var response = await SendAsync(site, path, fields);
        Assert.True(
            response.StatusCode == HttpStatusCode.Redirect,
            $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}"
        );
        return response.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> SendAsync(SiteWebApi site, string path, params (string Name, string Value)[] fields) =>
        site.Service.Client.PostAsync(
            path,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Cancellation
        );

    // What the policy forbids would look right to whoever reads the page, and be missing in the browser.
    [GeneratedRegex(" style=| on[a-z]+=|<style|<script>|javascript:")]
    private static partial Regex Inline();
}
