using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Values;

namespace Phederation.Fhir.Validation;

/// <summary>The standard's rules on data types and on the resources that sites use most, where they are more than structure.</summary>
internal static class Invariants
{
    /// <summary>The rules that a value breaks.</summary>
    public static IEnumerable<string> Check(string type, JsonElement value)
    {
        var has = (string name) => value.TryGetProperty(name, out _);
        switch (type)
        {
            case "Extension":
                var valued = value
                    .EnumerateObject()
                    .Any(one =>
                        one.Name.StartsWith("value", StringComparison.Ordinal) || one.Name.StartsWith("_value", StringComparison.Ordinal)
                    );
                if (valued == has("extension"))
                {
                    yield return "an extension has either a value or extensions (ext-1).";
                }

                break;
            case "Period" when Starts(value, "start") is { } start && Starts(value, "end") is { } end && start.Low >= end.High:
                yield return "the start is after the end (per-1).";
                break;
            case "Quantity" or "Age" or "Duration" or "Count" or "Distance" when has("code") && !has("system"):
                yield return "a code of a unit needs its system (qty-3).";
                break;
            case "Ratio" when has("numerator") != has("denominator"):
                yield return "numerator and denominator are there both or not at all (rat-1).";
                break;
            case "Attachment" when has("data") && !has("contentType"):
                yield return "data need a content type (att-1).";
                break;
            case "ContactPoint" when has("value") && !has("system") && !has("_system"):
                yield return "a value needs a system (cpt-2).";
                break;
            case "Observation":
                if (has("dataAbsentReason") && value.EnumerateObject().Any(one => one.Name.StartsWith("value", StringComparison.Ordinal)))
                {
                    yield return "a reason for a missing value is there only without a value (obs-6).";
                }

                break;
            case "Observation.referenceRange" when !has("low") && !has("high") && !has("text"):
                yield return "a reference range needs a low, a high or a text (obs-3).";
                break;
            case "Patient.contact" when !has("name") && !has("telecom") && !has("address") && !has("organization"):
                yield return "a contact needs a name, an address or an organization (pat-1).";
                break;
            case "Condition" when has("clinicalStatus") && Codes(value, "verificationStatus").Contains("entered-in-error"):
                yield return "a condition entered in error has no clinical status (con-5).";
                break;
            case "AllergyIntolerance" when has("clinicalStatus") && Codes(value, "verificationStatus").Contains("entered-in-error"):
                yield return "an allergy entered in error has no clinical status (ait-2).";
                break;
            case "Organization" when !has("identifier") && !has("name"):
                yield return "an organization needs a name or an identifier (org-1).";
                break;
            default:
                break;
        }
    }

    private static FhirDate? Starts(JsonElement value, string name) =>
        value.TextAt(name) is { } text && FhirDate.TryParse(text, out var date) ? date : null;

    private static IEnumerable<string?> Codes(JsonElement value, string name) =>
        value.At(name)?.At("coding").Each().Select(one => one.TextAt("code")) ?? [];
}
