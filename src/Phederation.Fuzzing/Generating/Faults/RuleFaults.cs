using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Breaks rules of the standard that are more than structure.</summary>
internal static class RuleFaults
{
    // The type, the rule's key, and what breaks it; false where the object has no place for it.
    private static readonly (string Type, string Key, Func<JsonObject, bool> Break)[] Rules =
    [
        ("Period", "per-1", Reversed),
        ("Quantity", "qty-3", json => Moved(json, "code", "system")),
        ("Age", "qty-3", json => Moved(json, "code", "system")),
        ("Ratio", "rat-1", json => json.Remove("denominator")),
        ("Attachment", "att-1", json => Set(json, "data", "QUJD") && (json.Remove("contentType") || true)),
        ("ContactPoint", "cpt-2", json => Set(json, "value", "1") && (json.Remove("system") || true) && !json.ContainsKey("_system")),
        ("Extension", "ext-1", BothInExtension),
        ("Observation", "obs-6", json => Set(json, "dataAbsentReason", Concept()) && Chosen(json, "value", Concept())),
        ("Observation.referenceRange", "obs-3", json => Keep(json, "appliesTo", new JsonArray(Concept()))),
        ("Patient.contact", "pat-1", json => Keep(json, "gender", "female")),
        ("Organization", "org-1", json => (json.Remove("name") | json.Remove("identifier")) && !json.ContainsKey("_name")),
    ];

    public static readonly Dictionary<FaultKind, Breaker> All = new() { [FaultKind.BrokenRule] = BrokenRule };

    private static FaultLabel? BrokenRule(FaultDraft draft)
    {
        if (draft.Place(one => Rules.Any(rule => rule.Type == one.Type.Name)) is not { } place)
        {
            return null;
        }

        var (_, key, apply) = Rules.First(rule => rule.Type == place.Type.Name);
        return apply(place.Object) ? new FaultLabel(FaultKind.BrokenRule, place.Path, key) : null;
    }

    private static bool Reversed(JsonObject json)
    {
        json["start"] = "2020-01-02";
        json["end"] = "2020-01-01";
        return !json.ContainsKey("_start") && !json.ContainsKey("_end");
    }

    private static bool Moved(JsonObject json, string kept, string gone) => json.ContainsKey(kept) && json.Remove(gone);

    private static bool BothInExtension(JsonObject json)
    {
        var hasValue = json.Any(one => one.Key.StartsWith("value", StringComparison.Ordinal));
        return hasValue
            ? Set(json, "extension", new JsonArray(new JsonObject { ["url"] = "http://example.org/part", ["valueBoolean"] = true }))
            : Set(json, "valueString", "both");
    }

    private static JsonObject Concept() => new() { ["text"] = "x" };

    private static bool Set(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return true;
    }

    /// <summary>Gives a choice a value, where it has none.</summary>
    private static bool Chosen(JsonObject json, string stem, JsonNode value) =>
        json.Any(one => one.Key.StartsWith(stem, StringComparison.Ordinal)) || Set(json, stem + "CodeableConcept", value);

    /// <summary>Leaves one property only.</summary>
    private static bool Keep(JsonObject json, string name, JsonNode value)
    {
        json.Clear();
        return Set(json, name, value);
    }
}
