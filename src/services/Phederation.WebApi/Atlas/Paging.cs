using Microsoft.AspNetCore.Http.Extensions;
using Phederation.Hypertext;

namespace Phederation.WebApi.Atlas;

/// <summary>Links to the pages before and behind.</summary>
internal static class Paging
{
    /// <summary>How many rows a page of a list has.</summary>
    public const int ListSize = 50;

    /// <summary>The links; none where there is one page only.</summary>
    public static Html Links(HttpContext context, int page, bool hasNext)
    {
        if (page == 1 && !hasNext)
        {
            return Html.Empty;
        }

        var before =
            page > 1 ? Html.Of($"<a class=\"button second\" rel=\"prev\" href=\"{Address(context, page - 1)}\">Previous</a>") : Html.Empty;
        var behind = hasNext
            ? Html.Of($"<a class=\"button second\" rel=\"next\" href=\"{Address(context, page + 1)}\">Next</a>")
            : Html.Empty;
        return Html.Of($"<nav class=\"paging\" aria-label=\"Pages\">{before}<span class=\"quiet\">Page {page}</span>{behind}</nav>");
    }

    private static string Address(HttpContext context, int page)
    {
        var query = new QueryBuilder(
            context
                .Request.Query.Where(pair => pair.Key != "page")
                .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))
        )
        {
            { "page", page.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        return context.Request.Path + query.ToQueryString().Value;
    }
}
