using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Data;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>All concept sets, and a new one.</summary>
internal static class ConceptSetListPage
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/concept-sets", ShowAsync);
        group.MapPost("/concept-sets", CreateAsync);
        group.MapPost("/concept-sets/add", AddAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Access access, ConceptSetStore sets, int? page)
    {
        await access.RequireAsync(context, "conceptset:get");
        var all = await sets.ListAsync(context.RequestAborted);
        var number = Math.Clamp(page ?? 1, 1, 1000);
        var shown = all.Skip((number - 1) * Paging.ListSize).Take(Paging.ListSize);
        var rows = shown.Select(set =>
            Html.Of(
                $"<tr><th scope=\"row\"><a href=\"/atlas/concept-sets/{set.Id}\">{set.Name}</a></th><td>{set.Description}</td><td>{Layout.Time((set.ModifiedDate ?? set.CreatedDate)?.ToUnixTimeMilliseconds())}</td></tr>"
            )
        );
        var table =
            all.Count == 0
                ? Html.Of($"<p class=\"empty\">There is none yet.</p>")
                : Html.Of(
                    $"<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Description</th><th scope=\"col\">Changed</th></tr></thead><tbody>{rows}</tbody></table></div>{Paging.Links(context, number, all.Count > number * Paging.ListSize)}"
                );
        var form = await access.AllowsAsync(context, "conceptset:post")
            ? Html.Of(
                $"""
                <form class="card stack" method="post" action="/atlas/concept-sets">
                <h2>New concept set</h2>
                <label for="name">Name</label><input id="name" name="name" maxlength="255" required>
                <label for="description">Description</label><textarea id="description" name="description" rows="3" maxlength="10000"></textarea>
                <button class="button">Create</button>
                </form>
                """
            )
            : Html.Empty;
        return Layout.Page(
            context,
            "Concept sets",
            Html.Of(
                $"<div class=\"head\"><h1>Concept sets</h1></div><div class=\"columns\"><section class=\"card\" aria-label=\"Concept sets\">{table}</section>{form}</div>"
            )
        );
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Access access, ConceptSetStore sets)
    {
        await access.RequireAsync(context, "conceptset:post");
        var form = await AtlasForm.ReadAsync(context);
        var name = Name(form);
        var description = form.Text("description");
        var set = await sets.CreateAsync(
            name,
            description.Length == 0 ? null : description,
            RequestUser.Id(context),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/atlas/concept-sets/{set.Id}");
    }

    private static async Task<IResult> AddAsync(HttpContext context, Access access, ConceptSetStore sets, Vocabularies vocabularies)
    {
        var form = await AtlasForm.ReadAsync(context);
        var id = form.Number("set", otherwise: -1, 0, int.MaxValue);
        await access.RequireAsync(context, $"conceptset:{id}:items:put");
        await sets.GetAsync(id, context.RequestAborted);
        var items = await sets.ItemsAsync(id, context.RequestAborted);
        var marked = form.Numbers("concept").Except(items.Select(item => item.ConceptId)).ToArray();
        var vocabulary = await vocabularies.OfAsync(key: null, context.RequestAborted);
        var known = (await vocabulary.LookupAsync(marked, context.RequestAborted)).Select(concept => concept.Id).ToList();
        if (known.Count > 0)
        {
            // With its descendants, as most sets mean it; the set's page takes that off again.
            var more = items.Concat(known.Select(concept => new ConceptSetItem(0, id, concept, 0, 1, 0))).ToList();
            await sets.ReplaceItemsAsync(id, more, RequestUser.Id(context), context.RequestAborted);
        }

        return TypedResults.LocalRedirect($"/atlas/concept-sets/{id}");
    }

    /// <summary>The name that a form gives.</summary>
    /// <exception cref="ProblemException">400: there is none.</exception>
    public static string Name(IFormCollection form) =>
        form.Text("name") is { Length: > 0 and <= ItemName.Longest } name && !name.Contains('\0', StringComparison.Ordinal)
            ? name
            : throw new ProblemException(400, $"A name of 1 to {ItemName.Longest} characters is needed.");
}
