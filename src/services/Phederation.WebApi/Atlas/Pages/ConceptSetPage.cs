using Phederation.Hypertext;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Http;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>A concept set: its concepts, and what it resolves to.</summary>
internal static class ConceptSetPage
{
    private const int MostShown = 100;

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/concept-sets/{id:int}", ShowAsync);
        group.MapGet("/concept-sets/{id:int}/export", ExportAsync);
        group.MapPost("/concept-sets/{id:int}", SaveAsync);
        group.MapPost("/concept-sets/{id:int}/name", RenameAsync);
        group.MapPost("/concept-sets/{id:int}/remove", RemoveAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        int id,
        Access access,
        ConceptSetStore sets,
        Vocabularies vocabularies
    )
    {
        var token = context.RequestAborted;
        await access.RequireAsync(context, $"conceptset:{id}:get");
        var set = await sets.GetAsync(id, token);
        var items = await sets.ItemsAsync(id, token);
        var vocabulary = await vocabularies.OfAsync(key: null, token);
        var concepts = (await vocabulary.LookupAsync([.. items.Select(item => item.ConceptId).Distinct()], token)).ToDictionary(concept =>
            concept.Id
        );
        var expression = ConceptSetExpressions.Plain(items);
        var count = await vocabulary.CountAsync(expression, token);
        var included = count == 0 ? [] : (await vocabulary.IncludedAsync(expression, token)).Take(MostShown).ToList();
        var mayChange = await access.AllowsAsync(context, $"conceptset:{id}:items:put");
        return Layout.Page(
            context,
            set.Name,
            Html.Of(
                $"""
                <p class="way"><a href="/atlas/concept-sets">Concept sets</a></p>
                <div class="head"><h1>{set.Name}</h1><a class="button second" href="/atlas/concept-sets/{id}/export" download>Export</a></div>
                <p class="quiet">{set.Description}</p>
                {Items(id, items, concepts, mayChange)}
                <section class="card"><h2>Included concepts <span class="badge good" role="status">{Layout.Number(count)}</span></h2>
                {Included(included, count)}</section>
                {(mayChange ? Manage(set) : Html.Empty)}
                """
            )
        );
    }

    private static Html Items(int id, List<ConceptSetItem> items, Dictionary<int, Concept> concepts, bool mayChange)
    {
        if (items.Count == 0)
        {
            return Html.Of(
                $"<p class=\"card empty\">No concepts yet: <a href=\"/atlas/search\">search the vocabulary</a>, mark some and add them.</p>"
            );
        }

        var disabled = new Html(mayChange ? "" : " disabled");
        var rows = items.Select(item =>
        {
            var concept = concepts.GetValueOrDefault(item.ConceptId);
            var name = concept?.Name ?? "not in this vocabulary";
            return Html.Of(
                $"""
                <tr><th scope="row"><a href="/atlas/concepts/{item.ConceptId}">{name}</a></th><td class="number">{item.ConceptId}</td><td>{concept?.Vocabulary}</td>
                {Box("descendants", item.IncludeDescendants, item.ConceptId, $"Descendants of {name}", disabled)}
                {Box("mapped", item.IncludeMapped, item.ConceptId, $"Mapped to {name}", disabled)}
                {Box("exclude", item.IsExcluded, item.ConceptId, $"Exclude {name}", disabled)}
                {Box("drop", 0, item.ConceptId, $"Take {name} out of the set", disabled)}</tr>
                """
            );
        });
        return Html.Of(
            $"""
            <form class="card" method="post" action="/atlas/concept-sets/{id}">
            <h2>Concepts</h2>
            <div class="scroll"><table>
            <thead><tr><th scope="col">Concept</th><th scope="col">Number</th><th scope="col">Vocabulary</th><th scope="col">Descendants</th><th scope="col">Mapped</th><th scope="col">Exclude</th><th scope="col">Take out</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            {(
                mayChange
                    ? Html.Of(
                        $"<div class=\"bar\"><button class=\"button\">Save</button><a class=\"button second\" href=\"/atlas/search\">Add concepts</a></div>"
                    )
                    : Html.Empty
            )}
            </form>
            """
        );
    }

    private static Html Box(string name, int value, int concept, string label, Html disabled) =>
        Html.Of(
            $"<td class=\"mark\"><input type=\"checkbox\" name=\"{name}\" value=\"{concept}\" aria-label=\"{label}\"{new Html(value == 1 ? " checked" : "")}{disabled}></td>"
        );

    private static Html Included(List<Concept> included, int count) =>
        included.Count == 0
            ? Html.Of($"<p class=\"empty\">The set resolves to no concept.</p>")
            : Html.Of(
                $"""
                <div class="scroll"><table>{ConceptTable.Head}<tbody>{included.Select(ConceptTable.Row)}</tbody></table></div>
                {(
                    count > included.Count
                        ? Html.Of($"<p class=\"hint\">The first {included.Count} by name; the export has all.</p>")
                        : Html.Empty
                )}
                """
            );

    private static Html Manage(Data.StoredItem set) =>
        Html.Of(
            $"""
            <details class="card"><summary>Rename or remove</summary>
            <form class="stack" method="post" action="/atlas/concept-sets/{set.Id}/name">
            <label for="name">Name</label><input id="name" name="name" value="{set.Name}" maxlength="255" required>
            <label for="description">Description</label><textarea id="description" name="description" rows="3" maxlength="10000">{set.Description}</textarea>
            <button class="button">Save</button></form>
            <form class="danger" method="post" action="/atlas/concept-sets/{set.Id}/remove"><p>Removing the set can't be undone. Cohorts keep their own copies of it.</p><button class="button bad">Remove the concept set</button></form>
            </details>
            """
        );

    private static async Task<IResult> ExportAsync(
        HttpContext context,
        int id,
        Access access,
        ConceptSetStore sets,
        ConceptSetExpressions expressions,
        Vocabularies vocabularies
    )
    {
        await access.RequireAsync(context, $"conceptset:{id}:export:get");
        return await ConceptSetEndpoints.ExportAsync([id], sets, expressions, vocabularies, context.RequestAborted);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, int id, Access access, ConceptSetStore sets)
    {
        await access.RequireAsync(context, $"conceptset:{id}:items:put");
        var form = await AtlasForm.ReadAsync(context);
        var (descendants, mapped, exclude, drop) = (
            form.Numbers("descendants"),
            form.Numbers("mapped"),
            form.Numbers("exclude"),
            form.Numbers("drop")
        );
        var items = (await sets.ItemsAsync(id, context.RequestAborted))
            .Where(item => !drop.Contains(item.ConceptId))
            .Select(item =>
                item with
                {
                    IncludeDescendants = Flag(descendants, item),
                    IncludeMapped = Flag(mapped, item),
                    IsExcluded = Flag(exclude, item),
                }
            )
            .ToList();
        await sets.ReplaceItemsAsync(id, items, RequestUser.Id(context), context.RequestAborted);
        return TypedResults.LocalRedirect($"/atlas/concept-sets/{id}");

        static int Flag(List<int> marked, ConceptSetItem item) => marked.Contains(item.ConceptId) ? 1 : 0;
    }

    private static async Task<IResult> RenameAsync(HttpContext context, int id, Access access, ConceptSetStore sets)
    {
        await access.RequireAsync(context, $"conceptset:{id}:put");
        var form = await AtlasForm.ReadAsync(context);
        var description = form.Text("description");
        await sets.UpdateAsync(
            id,
            ConceptSetListPage.Name(form),
            description.Length == 0 ? null : description,
            RequestUser.Id(context),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/atlas/concept-sets/{id}");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, int id, Access access, ConceptSetStore sets)
    {
        await access.RequireAsync(context, $"conceptset:{id}:delete");
        await AtlasForm.ReadAsync(context);
        await sets.DeleteAsync(id, context.RequestAborted);
        return TypedResults.LocalRedirect("/atlas/concept-sets");
    }
}
