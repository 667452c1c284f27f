using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>Searches the vocabulary, and puts what was found into a concept set.</summary>
internal static class SearchPage
{
    private const int PageSize = 25;
    private const int LastPage = 400;

    private static readonly (string Value, string Text)[] Standards =
    [
        ("", "Any"),
        ("S", "Standard"),
        ("C", "Classification"),
        ("N", "Non-standard"),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group) => group.MapGet("/search", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        Access access,
        Vocabularies vocabularies,
        ConceptSetStore sets,
        string? q,
        string? domain,
        string? vocabulary,
        string? standard,
        string? valid,
        int? page
    )
    {
        var token = context.RequestAborted;
        await access.RequireAsync(context, "vocabulary:search:get");
        var query = (q ?? "").Trim();
        if (query.Length > 255 || query.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProblemException(400, "A search has 255 characters at most.");
        }

        var number = Math.Clamp(page ?? 1, 1, LastPage);
        var reader = await vocabularies.OfAsync(key: null, token);
        var domains = await reader.DomainsAsync(token);
        var known = await reader.VocabulariesAsync(token);
        var search = new ConceptSearch
        {
            Query = query,
            Domains = Chosen(domain),
            Vocabularies = Chosen(vocabulary),
            Standard = Standards.Any(choice => choice.Value == standard && standard.Length > 0) ? standard : null,
            InvalidReason = valid == "V" ? "V" : null,
        };
        var isAsked = query.Length > 0 || search.Domains.Count + search.Vocabularies.Count > 0;
        // One more than is shown tells whether there is a next page.
        var found = isAsked ? await reader.SearchAsync(search, PageSize + 1, (number - 1) * PageSize, token) : [];
        var results = isAsked ? Results(found, number, context, await sets.ListAsync(token)) : Hint();
        var content = Html.Of(
            $"""
            <div class="head"><h1>Vocabulary</h1></div>
            <form class="card filters" method="get" action="/atlas/search" role="search">
            <div class="grow"><label for="q">Name, code or number</label>
            <input id="q" name="q" type="search" value="{query}" maxlength="255" autofocus></div>
            <div><label for="domain">Domain</label>
            {Select("domain", domain, domains.Select(item => (item.Id, item.Name)).Prepend(("", "Any")))}</div>
            <div><label for="vocabulary">Vocabulary</label>
            {Select("vocabulary", vocabulary, known.Select(item => (item.Id, item.Id)).Prepend(("", "Any")))}</div>
            <div><label for="standard">Standard</label>
            {Select("standard", standard, Standards)}</div>
            <div class="check"><input type="checkbox" id="valid" name="valid" value="V"{new Html(
                valid == "V" ? " checked" : ""
            )}><label for="valid">Valid only</label></div>
            <button class="button">Search</button>
            </form>
            {results}
            """
        );
        return Layout.Page(context, query.Length > 0 ? $"{query} – Vocabulary" : "Vocabulary", content);
    }

    private static Html Results(List<Concept> found, int page, HttpContext context, IReadOnlyList<Data.StoredItem> sets)
    {
        if (found.Count == 0)
        {
            return Html.Of($"<p class=\"card empty\" role=\"status\">Nothing was found{(page > 1 ? " on this page" : "")}.</p>");
        }

        var shown = found.Take(PageSize).ToList();
        var add =
            sets.Count == 0
                ? Html.Of($"<p class=\"hint\"><a href=\"/atlas/concept-sets\">Make a concept set</a> to collect concepts in.</p>")
                : Html.Of(
                    $"""
                    <div class="bar"><label for="set">Add the marked ones to</label>
                    {Select("set", null, sets.Take(500).Select(set => ($"{set.Id}", set.Name)))}
                    <button class="button second">Add</button></div>
                    """
                );
        var first = (page - 1) * PageSize + 1;
        return Html.Of(
            $"""
            <form class="card" method="post" action="/atlas/concept-sets/add">
            <p role="status" class="quiet">Concepts {first} to {first + shown.Count - 1}</p>
            <div class="scroll"><table>
            <thead><tr><th class="mark"><span class="hidden">Mark</span></th><th scope="col">Concept</th><th scope="col">Number</th><th scope="col">Code</th><th scope="col">Class</th><th scope="col">Domain</th><th scope="col">Vocabulary</th><th scope="col">Standard</th></tr></thead>
            <tbody>{shown.Select(ConceptTable.MarkedRow)}</tbody>
            </table></div>
            {add}
            </form>
            {Paging.Links(context, page, found.Count > PageSize && page < LastPage)}
            """
        );
    }

    private static Html Hint() =>
        Html.Of(
            $"<p class=\"card empty\">Type a part of a name, a code such as <code>E11.9</code>, or the number of a concept. Filters work without a text too.</p>"
        );

    private static Html Select(string name, string? chosen, IEnumerable<(string Value, string Text)> choices) =>
        Html.Of(
            $"<select id=\"{name}\" name=\"{name}\">{choices.Select(choice => choice.Value == (chosen ?? "") ? Html.Of($"<option value=\"{choice.Value}\" selected>{choice.Text}</option>") : Html.Of($"<option value=\"{choice.Value}\">{choice.Text}</option>"))}</select>"
        );

    private static string[] Chosen(string? value) => string.IsNullOrEmpty(value) || value.Length > 64 ? [] : [value];
}
