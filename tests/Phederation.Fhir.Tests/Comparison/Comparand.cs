using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Comparison;

/// <summary>
/// What of an answer is the same on every server that keeps the specification: status, kind of resource, headers that it demands, and contents
/// without what each server makes up (ids become the labels of what was created, versions, times and links go).
/// </summary>
internal sealed class Comparand
{
    private readonly IReadOnlyDictionary<string, string> _labels;

    /// <param name="exchange">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="labels">The labels of the server's ids.</param>
    public Comparand(Exchange exchange, FhirAnswer answer, IReadOnlyDictionary<string, string> labels)
    {
        _labels = labels;
        Aspects["status"] = $"{answer.Status}";
        var body = Parse(answer.Text);
        var type = $"{body?["resourceType"]}";
        Aspects["kind"] = type.Length > 0 ? type : "none";
        if (exchange.Method is "POST" or "PUT" && answer.Status is 200 or 201 && type is not ("Bundle" or "OperationOutcome"))
        {
            Aspects["ETag"] = answer.Message.Headers.ETag is null ? "no" : "yes";
            Aspects["Location"] = answer.Message.Headers.Location is null ? "no" : "yes";
        }

        if (type == "Bundle")
        {
            Aspects["type"] = $"{body!["type"]}";
            Aspects["total"] = $"{body["total"]}";
            var entries = (body["entry"] as JsonArray ?? []).Select(Entry).ToList();
            Aspects["entries"] = string.Join(" ", exchange.IsOrdered ? entries : entries.Order(StringComparer.Ordinal));
        }
        else if (body is JsonObject resource && type is not ("OperationOutcome" or "CapabilityStatement"))
        {
            Aspects["content"] = Content(resource);
        }
    }

    /// <summary>The aspects by name.</summary>
    public SortedDictionary<string, string> Aspects { get; } = new(StringComparer.Ordinal);

    /// <summary>Where two answers differ: "aspect: ours ≠ theirs".</summary>
    public static IEnumerable<string> Differences(Comparand ours, Comparand theirs) =>
        ours
            .Aspects.Keys.Union(theirs.Aspects.Keys)
            .Where(aspect => ours.Aspects.GetValueOrDefault(aspect) != theirs.Aspects.GetValueOrDefault(aspect))
            .Select(aspect => $"{aspect}: {ours.Aspects.GetValueOrDefault(aspect, "-")} ≠ {theirs.Aspects.GetValueOrDefault(aspect, "-")}");

    private string Entry(JsonNode? entry)
    {
        var resource = entry?["resource"];
        var name = resource is null ? "" : $"{resource["resourceType"]}/{Labelled($"{resource["id"]}")}";
        var mode = entry?["search"]?["mode"] is { } given && $"{given}" != "match" ? $"[{given}]" : "";
        // A server may say "201" or "201 Created".
        var status = entry?["response"]?["status"] is { } code ? $"{code}".Split(' ')[0] : "";
        return $"{(status.Length > 0 ? status : name)}{mode}";
    }

    private string Content(JsonObject resource)
    {
        var copy = (JsonObject)resource.DeepClone();
        copy.Remove("meta");
        copy.Remove("text");
        return Labelled(Sorted(copy)!.ToJsonString());
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject value => new JsonObject(
                value.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, Sorted(one.Value)))
            ),
            JsonArray value => new JsonArray([.. value.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    private string Labelled(string text) =>
        _labels.Aggregate(text, (one, label) => one.Replace(label.Key, $"{{{label.Value}}}", StringComparison.Ordinal));

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
