using System.Text;
using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>What a search found.</summary>
/// <param name="Keys">What matched, as type and id, in order; includes and outcomes are no matches.</param>
/// <param name="Total">How many match in all, as the server says; null says nothing.</param>
/// <param name="HasNext">Whether there is another page.</param>
/// <param name="IsWhole">Whether this page holds all.</param>
internal sealed record SearchSet(IReadOnlyList<string> Keys, long? Total, bool HasNext, bool IsWhole)
{
    /// <summary>What matched, in order.</summary>
    public IReadOnlyList<JsonElement> Resources { get; private init; } = [];

    /// <summary>The result in an answer; null when it is none, or can't be judged.</summary>
    public static SearchSet? Of(Exchange? exchange)
    {
        if (
            exchange is not { IsSuccess: true, Json: { State: JsonState.Json } json }
            || json.Root.Text("resourceType") != "Bundle"
            || json.Root.Text("type") != "searchset"
        )
        {
            return null;
        }

        var entries = json.Root.Items("entry").ToList();
        var keys = entries.Where(IsMatch).Select(Key).OfType<string>().ToList();
        var hasNext = json.Root.Items("link").Any(link => link.Text("relation") == "next");
        var hasPrevious = json.Root.Items("link").Any(link => link.Text("relation") is "previous" or "prev");
        return new SearchSet(keys, json.Root.Count("total"), hasNext, !hasNext && !hasPrevious)
        {
            Resources = [.. entries.Where(IsMatch).Select(entry => entry.Member("resource")).OfType<JsonElement>()],
        };
    }

    /// <summary>The result of a search of which the server doesn't say that it left conditions out.</summary>
    public static SearchSet? Heeded(Exchange? exchange) => exchange is not null && !IgnoresConditions(exchange) ? Of(exchange) : null;

    /// <summary>
    /// Whether the server tells that it left a condition out: those that it went by are in the link to itself
    /// (FHIR R4, Search, handling errors and server conformance), and it may do so by the standard.
    /// </summary>
    private static bool IgnoresConditions(Exchange exchange)
    {
        if (exchange.Json is not { State: JsonState.Json } json)
        {
            return false;
        }

        var self = json.Root.Items("link").FirstOrDefault(link => link.Text("relation") == "self").Text("url");
        return self is not null
            && Names(exchange).Any(name => !Uri.UnescapeDataString(self).Contains(name + "=", StringComparison.Ordinal));
    }

    // What shapes the answer (_count, _sort, _summary) need not be repeated.
    private static IEnumerable<string> Names(Exchange exchange)
    {
        var query = exchange.Sent.Path.Split('?', 2) is [_, var inPath] ? inPath : "";
        if (exchange.Sent.Body is { } body)
        {
            query += "&" + Encoding.UTF8.GetString(body.Span);
        }

        return query
            .Split('&')
            .Select(pair => Uri.UnescapeDataString(pair.Split('=')[0]))
            .Where(name => name.Length > 0 && (name[0] != '_' || name is "_id" or "_tag" or "_lastUpdated" or "_has"));
    }

    private static bool IsMatch(JsonElement entry) => entry.Member("search")?.Text("mode") is null or "match";

    private static string? Key(JsonElement entry) =>
        entry.Member("resource") is { } resource && resource.Text("id") is { } id ? $"{resource.Text("resourceType")}/{id}" : null;
}
