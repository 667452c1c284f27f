using Phederation.Hypertext;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>A concept and what it is related to.</summary>
internal static class ConceptPage
{
    private const int MostRelated = 200;

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group) => group.MapGet("/concepts/{id:int}", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        int id,
        Access access,
        Vocabularies vocabularies,
        ConceptSetStore sets
    )
    {
        var token = context.RequestAborted;
        await access.RequireAsync(context, $"vocabulary:concept:{id}:related:get");
        var concept = await (await vocabularies.OfAsync(key: null, token)).ConceptAsync(id, token);
        var related = await (await vocabularies.RelationsOfAsync(key: null, token)).RelatedAsync(id, token);
        var rows = related
            .Take(MostRelated)
            .Select(other =>
                Html.Of(
                    $"<tr><th scope=\"row\"><a href=\"/atlas/concepts/{other.Id}\">{other.Name}</a></th><td>{other.Caption}</td><td class=\"number\">{other.Relationships.Min(relation => relation.Distance)}</td><td>{other.Vocabulary}</td><td>{ConceptTable.Badge(other)}</td></tr>"
                )
            )
            .ToList();
        var count = related.Count > MostRelated ? $"The nearest {MostRelated} of {Layout.Number(related.Count)}" : $"{rows.Count}";
        var options = (await sets.ListAsync(token))
            .Take(500)
            .Select(set => Html.Of($"<option value=\"{set.Id}\">{set.Name}</option>"))
            .ToList();
        var add =
            options.Count == 0
                ? Html.Empty
                : Html.Of(
                    $"""
                    <form class="bar" method="post" action="/atlas/concept-sets/add"><input type="hidden" name="concept" value="{id}">
                    <label for="set">Add to</label><select id="set" name="set">{options}</select><button class="button second">Add</button></form>
                    """
                );
        var relatedTable =
            rows.Count == 0
                ? Html.Of($"<p class=\"empty\">It is related to nothing.</p>")
                : Html.Of(
                    $"""
                    <div class="scroll"><table><thead><tr><th scope="col">Concept</th><th scope="col">Relation</th><th scope="col">Distance</th><th scope="col">Vocabulary</th><th scope="col">Standard</th></tr></thead>
                    <tbody>{rows}</tbody></table></div>
                    """
                );
        return Layout.Page(
            context,
            concept.Name ?? "Concept",
            Html.Of(
                $"""
                <div class="head"><h1>{concept.Name}</h1>{ConceptTable.Badge(concept)}</div>
                <section class="card"><dl class="facts">
                <div><dt>Number</dt><dd class="number">{concept.Id}</dd></div>
                <div><dt>Code</dt><dd><code>{concept.Code}</code></dd></div>
                <div><dt>Vocabulary</dt><dd>{concept.Vocabulary}</dd></div>
                <div><dt>Domain</dt><dd>{concept.Domain}</dd></div>
                <div><dt>Class</dt><dd>{concept.ConceptClass}</dd></div>
                <div><dt>Validity</dt><dd>{concept.InvalidReasonCaption}</dd></div>
                </dl>{add}</section>
                <section class="card"><h2>Related concepts <span class="quiet">{count}</span></h2>{relatedTable}</section>
                """
            )
        );
    }
}
