using Phederation.Hypertext;
using Phederation.WebApi.Atlas.Counts;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.Security;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>The counts of a generated cohort.</summary>
internal static class ReportPage
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group) => group.MapGet("/cohorts/{id:int}/report/{sourceKey}", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        int id,
        string sourceKey,
        Access access,
        CohortDefinitionStore cohorts,
        SourceCatalogue sources,
        CohortCounter counter
    )
    {
        var token = context.RequestAborted;
        await access.RequireAsync(context, $"cohortdefinition:{id}:report:{sourceKey}:get");
        var source = await sources.GetAsync(sourceKey, token);
        var cohort = await cohorts.GetAsync(id, token);
        var counts = await counter.CountAsync(id, source, token);
        var charts =
            counts.Persons == 0
                ? Html.Of($"<p class=\"card empty\">Nobody is in this cohort.</p>")
                : Html.Of(
                    $"""
                    <div class="columns even">
                    <section class="card"><h2>Age and sex at entry</h2>{Charts.Pyramid(counts.Ages)}</section>
                    <section class="card"><h2>Year of entry</h2>{Charts.Years(counts.Years)}</section>
                    </div>
                    """
                );
        return Layout.Page(
            context,
            $"Report of {cohort.Item.Name}",
            Html.Of(
                $"""
                <p class="way"><a href="/atlas/cohorts">Cohorts</a> / <a href="/atlas/cohorts/{id}">{cohort.Item.Name}</a></p>
                <div class="head"><h1>Report</h1><span class="quiet">{source.Name}</span></div>
                <div class="tiles">
                <div class="card tile"><span class="quiet">Persons</span><span class="figure">{Layout.Number(counts.Persons)}</span></div>
                <div class="card tile"><span class="quiet">Records</span><span class="figure">{Layout.Number(counts.Records)}</span></div>
                <div class="card tile"><span class="quiet">Of those with an entry event</span><span class="figure">{Share(
                    counts
                )}</span></div>
                </div>
                <section class="card"><h2>Attrition</h2>{Charts.Attrition(counts.Attrition)}</section>
                {charts}
                """
            )
        );
    }

    private static string Share(CohortCounts counts) =>
        counts.Attrition[0].Persons == 0
            ? "–"
            : (100.0 * counts.Persons / counts.Attrition[0].Persons).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)
                + " %";
}
