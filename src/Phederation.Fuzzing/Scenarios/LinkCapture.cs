using System.Text.Json;
using System.Text.RegularExpressions;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios;

/// <summary>Reads where an answer links to, so that the next request can go there.</summary>
public static partial class LinkCapture
{
    /// <summary>An answer's JSON may be deeper than what a reader takes by itself; links are in the outermost object.</summary>
    private const int MaxDepth = 512;

    /// <summary>The path and query, relative to the base, of the link with a relation; null where there is none, or where it leads off the target.</summary>
    /// <param name="target">The target's base address.</param>
    /// <param name="relation">The relation: <c>next</c>.</param>
    /// <param name="answer">The answer.</param>
    public static string? Read(Uri target, string relation, FuzzAnswer answer)
    {
        var address = InBundle(relation, answer.Body) ?? InHeaders(relation, answer);
        return address is null ? null : Relative(target, address);
    }

    private static string? InBundle(string relation, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("link", out var links)
                || links.ValueKind != JsonValueKind.Array
            )
            {
                return null;
            }

            return links
                .EnumerateArray()
                .Where(link => Text(link, "relation") == relation)
                .Select(link => Text(link, "url"))
                .FirstOrDefault(url => url is not null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? InHeaders(string relation, FuzzAnswer answer) =>
        answer
            .Headers.Where(header => header.Key.Equals("Link", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => Link().Matches(header.Value))
            .Where(match => match.Groups["rel"].Value.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase))
            .Select(match => match.Groups["url"].Value)
            .FirstOrDefault();

    private static string? Relative(Uri target, string address)
    {
        var home = target.AbsolutePath.TrimEnd('/');
        if (
            !Uri.TryCreate(new Uri(target, home + "/"), address, out var link)
            || !link.GetLeftPart(UriPartial.Authority).Equals(target.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            || !link.AbsolutePath.StartsWith(home, StringComparison.Ordinal)
        )
        {
            return null;
        }

        var path = link.PathAndQuery[home.Length..];
        return path.Length == 0 || path[0] is '/' or '?' ? path : null;
    }

    [GeneratedRegex("<(?<url>[^>]*)>[^,]*?;\\s*rel=\"?(?<rel>[^\",;]*)\"?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
