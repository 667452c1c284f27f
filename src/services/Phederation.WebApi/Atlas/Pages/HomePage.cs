using Npgsql;
using Phederation.Hypertext;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Security;
using Phederation.WebApi.Sources;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>The start: what is here, and what to do with it.</summary>
internal static class HomePage
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group) => group.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        Access access,
        SourceCatalogue sources,
        Vocabularies vocabularies,
        ConceptSetStore sets,
        CohortDefinitionStore cohorts
    )
    {
        var token = context.RequestAborted;
        await access.RequireAsync(context, "source:sources:get");
        var all = await sources.AllAsync(token);
        var setCount = (await sets.ListAsync(token)).Count;
        var cohortCount = (await cohorts.ListAsync(token)).Count;
        var rows = new List<Html>();
        foreach (var source in all)
        {
            var version = await VersionAsync(vocabularies, source, token);
            var holds = string.Join(", ", source.Daimons.Select(daimon => daimon.DaimonType.ToString()));
            rows.Add(
                Html.Of(
                    $"<tr><th scope=\"row\">{source.Name}</th><td><code>{source.Key}</code></td><td>{version}</td><td>{holds}</td></tr>"
                )
            );
        }

        return Layout.Page(
            context,
            "Start",
            Html.Of(
                $"""
                <div class="head"><h1>Start</h1></div>
                <form class="card find" method="get" action="/atlas/search" role="search">
                <label for="q">Find a concept</label>
                <div class="row"><input id="q" name="q" type="search" placeholder="Name, code or number" maxlength="255"><button class="button">Search</button></div>
                </form>
                <div class="tiles">
                <a class="card tile" href="/atlas/search"><strong>Vocabulary</strong><span class="quiet">Look up standard and source concepts</span></a>
                <a class="card tile" href="/atlas/concept-sets"><strong>Concept sets</strong><span class="figure">{Layout.Number(
                    setCount
                )}</span><span class="quiet">Lists of concepts to build on</span></a>
                <a class="card tile" href="/atlas/cohorts"><strong>Cohorts</strong><span class="figure">{Layout.Number(
                    cohortCount
                )}</span><span class="quiet">Who enters when, and for how long</span></a>
                </div>
                <section class="card" aria-labelledby="sources">
                <h2 id="sources">Sources</h2>
                <div class="scroll"><table>
                <thead><tr><th scope="col">Name</th><th scope="col">Key</th><th scope="col">Vocabulary</th><th scope="col">Holds</th></tr></thead>
                <tbody>{rows}</tbody>
                </table></div>
                </section>
                """
            )
        );
    }

    // A source that does not answer is a line of the table, not the end of the page.
    private static async Task<string> VersionAsync(Vocabularies vocabularies, Source source, CancellationToken cancellationToken)
    {
        try
        {
            return (await (await vocabularies.OfAsync(source.Key, cancellationToken)).InfoAsync(cancellationToken)).Version ?? "not loaded";
        }
        catch (Exception exception) when (exception is NpgsqlException or Services.Hosting.Problems.ProblemException)
        {
            return "does not answer";
        }
    }
}
