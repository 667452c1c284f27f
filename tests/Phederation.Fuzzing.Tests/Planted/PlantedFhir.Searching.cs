using System.Text;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <content>Searches.</content>
internal sealed partial class PlantedFhir
{
    private PlantedAnswer SearchByPost(PlantedRequest request, string type)
    {
        var query = Encoding.UTF8.GetString(request.Body);
        var parts = query.Split('&');
        var answer = Search(request, type, Has("search-post") && parts.Length > 1 ? parts[0] : query);
        // Who reads the answer is to see what was asked, not what was done.
        return Has("search-post")
            ? answer with
            {
                Body = answer.Body!.Replace(parts[0] + "\"", query + "\"", StringComparison.Ordinal),
            }
            : answer;
    }

    private PlantedAnswer Search(PlantedRequest request, string type, string query)
    {
        var conditions = Pairs(query)
            .Where(pair => pair.Name[0] != '_' || pair.Name is "_id" || pair.Name.StartsWith("_has:", StringComparison.Ordinal))
            .ToList();
        if (
            Has("search-and")
            && conditions.Any(pair => pair.Name == "gender")
            && conditions.RemoveAll(pair => pair.Name == "birthdate") > 0
        )
        {
            // Both are in the link to itself: nobody is told.
        }

        var isOpen =
            (Has("compartment-leak/search") && query.Contains("_id=", StringComparison.Ordinal))
            || (Has("compartment-leak/has") && query.Contains("_has:", StringComparison.Ordinal));
        var found = _resources
            .Where(resource =>
                (type.Length == 0 || resource.Type == type) && (isOpen || IsReachable(request, resource)) && IsFound(resource)
            )
            .Where(resource => conditions.All(pair => Matches(resource, pair.Name, pair.Value)))
            .ToList();
        return Found(request, found, query);
    }

    private bool IsFound(PlantedResource resource) =>
        resource.Current is not null
            ? !(Has("search-after-create") && resource.Says(ScenarioKinds.CreateSearch))
            : Has("search-after-delete");

    private PlantedAnswer Found(PlantedRequest request, List<PlantedResource> found, string query)
    {
        var controls = Pairs(query).Where(pair => pair.Name[0] == '_').ToDictionary(pair => pair.Name, pair => pair.Value);
        if (controls.TryGetValue("_sort", out var order))
        {
            found = Sorted(found, order);
        }

        var total = found.Count;
        var isCount =
            controls.GetValueOrDefault("_summary") == "count" || (controls.GetValueOrDefault("_count") == "0" && !Has("search-count-zero"));
        var size = isCount || !int.TryParse(controls.GetValueOrDefault("_count"), out var asked) || asked == 0 ? 50 : asked;
        var from = int.TryParse(controls.GetValueOrDefault("_offset"), out var offset) ? offset : 0;
        var start = Has("search-pages/twice") && from > 0 ? from - 1 : from;
        var page = isCount ? [] : found.Skip(start).Take(size).ToList();
        var links = new JsonArray(Link("self", $"{request.Base}{request.Path.Replace("/_search", "", StringComparison.Ordinal)}?{query}"));
        var next = from + size + (Has("search-pages/lost") ? 1 : 0);
        if (!isCount && next < total)
        {
            links.Add(Link("next", $"{request.Base}{request.Path}?{Without(query, "_offset")}&_offset={next}"));
        }

        if (from > 0)
        {
            links.Add(Link("previous", $"{request.Base}{request.Path}?{Without(query, "_offset")}&_offset={Math.Max(0, from - size)}"));
        }

        if (Has("compartment-leak/total") && isCount && request.Actor == "other")
        {
            total = _resources.Count;
        }

        var shown =
            Has("search-pages/total") && size < 5 ? page.Count
            : Has("search-count-zero/total") && isCount && total > 0 ? total + 1
            : total;
        return new PlantedAnswer(
            200,
            new JsonObject
            {
                ["resourceType"] = "Bundle",
                ["type"] = "searchset",
                ["total"] = shown,
                ["link"] = links,
                ["entry"] = new JsonArray([.. page.Select(resource => Entry(request, resource))]),
            }.ToJsonString(),
            MediaType
        );
    }

    private JsonNode Entry(PlantedRequest request, PlantedResource resource) =>
        new JsonObject
        {
            ["fullUrl"] = $"{request.Base}/{resource.Type}/{resource.Id}",
            ["resource"] = resource.Current is null ? resource.Versions[0]!.DeepClone() : Shown(resource),
            ["search"] = new JsonObject { ["mode"] = "match" },
        };

    private List<PlantedResource> Sorted(List<PlantedResource> found, string order)
    {
        var name = order.TrimStart('-');
        if (
            (Has("search-sort/date") && name == "birthdate" && order[0] != '-')
            || (Has("search-sort/updated") && name == "_lastUpdated")
            || (Has("search-sort/descending") && order[0] == '-')
        )
        {
            // As they were stored, which is right for one of the two directions at most.
            return order[0] == '-' ? found : [.. found.AsEnumerable().Reverse()];
        }

        var kept = Has("search-sort") ? found.Where(resource => Value(resource, name) is not null) : found;
        return order[0] == '-'
            ? [.. kept.OrderByDescending(resource => Value(resource, name), StringComparer.Ordinal)]
            : [.. kept.OrderBy(resource => Value(resource, name), StringComparer.Ordinal)];
    }

    private bool Matches(PlantedResource resource, string name, string value)
    {
        var (parameter, modifier) = (name.Split(':')[0], name.Split(':', 2) is [_, var rest] ? rest : "");
        if (parameter == "_has")
        {
            return resource.Type == "Patient"
                && _resources.Any(other =>
                    other.Current is not null
                    && other.Id == value
                    && (string?)other.Current["subject"]?["reference"] == $"Patient/{resource.Id}"
                );
        }

        if (modifier == "missing")
        {
            return (Value(resource, parameter) is null) == (value == "true") || (Has("search-missing") && value == "true");
        }

        if (modifier == "Patient._id")
        {
            return Value(resource, parameter) == $"Patient/{value}";
        }

        var isIn = (Has("search-or") && parameter == "gender" ? value.Split(',').Take(1) : value.Split(',')).Contains(
            Value(resource, parameter)
        );
        return modifier == "not" ? !isIn && !(Has("search-not") && Value(resource, parameter) is null) : isIn;
    }

    private static string? Value(PlantedResource resource, string parameter)
    {
        var body = resource.Current ?? resource.Versions[0]!;
        return parameter switch
        {
            "_id" => resource.Id,
            "_lastUpdated" => (string?)body["meta"]?["lastUpdated"],
            "identifier" => (string?)body["identifier"]?[0]?["value"],
            "birthdate" => (string?)body["birthDate"],
            "subject" or "patient" => (string?)body["subject"]?["reference"],
            _ => (string?)body[parameter],
        };
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string query) =>
        query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[^1])));

    private static string Without(string query, string name) =>
        string.Join('&', query.Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));

    private static JsonObject Link(string relation, string url) => new() { ["relation"] = relation, ["url"] = url };
}
