using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Values;
using Phederation.FhirModel;

namespace Phederation.Fhir.Indexing;

/// <summary>Writes the rows of one value of a search parameter.</summary>
internal sealed class ValueIndexer(IndexRows rows, string? baseAddress)
{
    /// <summary>The end of a path whose value counts by being there.</summary>
    public const string Known = "@known";

    private static readonly string[] NameParts = ["family", "given", "prefix", "suffix", "text"];
    private static readonly string[] AddressParts = ["line", "city", "district", "state", "postalCode", "country", "text"];

    private (long Key, int Number, string Text) _lastDisplay;

    /// <summary>Adds the rows of a value.</summary>
    public void Add(long key, SearchParameter parameter, int part, string leaf, JsonElement value)
    {
        switch (parameter.Kind)
        {
            case SearchKind.Token:
                Token(key, parameter, part, leaf, value);
                break;
            case SearchKind.String:
                Text(key, parameter.Number, part, leaf, value);
                break;
            case SearchKind.Uri when value.ValueKind == JsonValueKind.String:
                rows.Text(key, parameter.Number, part, value.GetString()!, "");
                break;
            case SearchKind.Date:
                Date(key, parameter.Number, part, value);
                break;
            case SearchKind.Number when value.ValueKind == JsonValueKind.Number:
                rows.Number(key, parameter.Number, part, value.GetRawText(), value.GetRawText(), null, null, null);
                break;
            case SearchKind.Quantity:
                Quantity(key, parameter.Number, part, leaf, value);
                break;
            case SearchKind.Reference:
                Reference(key, parameter, part, value);
                break;
            default:
                break;
        }
    }

    private void Token(long key, SearchParameter parameter, int part, string leaf, JsonElement value)
    {
        switch (leaf)
        {
            case Known:
                // Patient.deceased: a date says that it is so.
                rows.Token(key, parameter.Number, part, null, value.ValueKind == JsonValueKind.False ? "false" : "true");
                break;
            case "CodeableConcept":
                foreach (var coding in value.At("coding").Each())
                {
                    Coding(key, parameter, part, coding);
                }

                Display(key, parameter, value.TextAt("text"));
                break;
            case "Coding":
                Coding(key, parameter, part, value);
                break;
            case "Identifier":
                Identifier(key, parameter, part, value);
                break;
            case "ContactPoint" when value.TextAt("value") is { } contact:
                rows.Token(key, parameter.Number, part, null, contact);
                break;
            default:
                // A code that stands alone has its system by its element: it is found with every system.
                if (value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
                {
                    rows.Token(key, parameter.Number, part, null, value.ToString().ToLowerInvariant());
                }

                break;
        }
    }

    private void Coding(long key, SearchParameter parameter, int part, JsonElement coding)
    {
        if (coding.TextAt("code") is { } code)
        {
            rows.Token(key, parameter.Number, part, coding.TextAt("system") ?? "", code);
        }

        Display(key, parameter, coding.TextAt("display"));
    }

    /// <summary>A text that is shown for a code; most say the same as the code's other texts, and need be found once only.</summary>
    private void Display(long key, SearchParameter parameter, string? text)
    {
        if (!string.IsNullOrEmpty(text) && (key, parameter.TextNumber, text) != _lastDisplay)
        {
            _lastDisplay = (key, parameter.TextNumber, text);
            rows.Text(key, parameter.TextNumber, 0, Folding.Fold(text), "");
        }
    }

    private void Identifier(long key, SearchParameter parameter, int part, JsonElement identifier)
    {
        if (identifier.TextAt("value") is not { } value)
        {
            return;
        }

        rows.Token(key, parameter.Number, part, identifier.TextAt("system") ?? "", value);
        Display(key, parameter, identifier.At("type")?.TextAt("text"));
        foreach (var coding in identifier.At("type")?.At("coding").Each() ?? [])
        {
            if (coding.TextAt("code") is { } code)
            {
                rows.Token(key, parameter.OfTypeNumber, part, coding.TextAt("system") ?? "", $"{code}|{value}");
            }
        }
    }

    private void Text(long key, int number, int part, string leaf, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            Text(key, number, part, value.GetString()!);
            return;
        }

        foreach (var name in leaf == "HumanName" ? NameParts : AddressParts)
        {
            foreach (var one in value.At(name).Each())
            {
                if (one.ValueKind == JsonValueKind.String)
                {
                    Text(key, number, part, one.GetString()!);
                }
            }
        }
    }

    private void Text(long key, int number, int part, string text) => rows.Text(key, number, part, Folding.Fold(text), text);

    private void Date(long key, int number, int part, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            if (FhirDate.TryParse(value.GetString(), out var date))
            {
                rows.Date(key, number, part, date.Low, date.High);
            }

            return;
        }

        var start = FhirDate.TryParse(value.TextAt("start"), out var first) ? first.Low : (long?)null;
        var end = FhirDate.TryParse(value.TextAt("end"), out var last) ? last.High : (long?)null;
        if (start is not null || end is not null)
        {
            rows.Date(key, number, part, start ?? FhirDate.Past, end ?? FhirDate.Future);
            return;
        }

        if (value.At("repeat")?.At("boundsPeriod") is { } bounds)
        {
            Date(key, number, part, bounds);
        }

        // A timing is looked for from its first event to its last.
        var events = value.At("event").Each().Select(one => FhirDate.TryParse(one.ToString(), out var date) ? date : default).ToList();
        if (events.Count > 0)
        {
            rows.Date(key, number, part, events.Min(one => one.Low), events.Max(one => one.High));
        }
    }

    private void Quantity(long key, int number, int part, string leaf, JsonElement value)
    {
        switch (leaf)
        {
            case "Range":
                var low = value.At("low");
                var high = value.At("high");
                var unit = low ?? high;
                rows.Number(
                    key,
                    number,
                    part,
                    low is { } first ? Raw(first, "value") : null,
                    high is { } last ? Raw(last, "value") : null,
                    unit?.TextAt("system"),
                    unit?.TextAt("code"),
                    unit?.TextAt("unit")
                );
                break;
            case "Money" when Raw(value, "value") is { } amount:
                rows.Number(key, number, part, amount, amount, "urn:iso:std:iso:4217", value.TextAt("currency"), null);
                break;
            case "SampledData":
                break;
            default:
                if (Raw(value, "value") is { } raw)
                {
                    // A comparator makes a half-open range of it.
                    var comparator = value.TextAt("comparator");
                    rows.Number(
                        key,
                        number,
                        part,
                        comparator is "<" or "<=" ? null : raw,
                        comparator is ">" or ">=" ? null : raw,
                        value.TextAt("system"),
                        value.TextAt("code"),
                        value.TextAt("unit")
                    );
                }

                break;
        }
    }

    private static string? Raw(JsonElement value, string name) =>
        value.At(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    private void Reference(long key, SearchParameter parameter, int part, JsonElement value)
    {
        if (value.TextAt("resourceType") is { } type)
        {
            // Bundle's composition and message: the resource itself, in the bundle.
            rows.Reference(key, parameter.Number, part, type, value.TextAt("id") ?? "");
            return;
        }

        if (ReferenceTarget.Of(value, baseAddress) is { } target)
        {
            rows.Reference(key, parameter.Number, part, target.Type, target.Id);
            if (target.Type.Length == 0 && target.Id.IndexOf('|') is > 0 and var bar)
            {
                rows.Reference(key, parameter.Number, part, "", target.Id[..bar]);
            }
        }

        if (value.At("identifier") is { } identifier && identifier.TextAt("value") is { } text)
        {
            rows.Token(key, parameter.IdentifierNumber, part, identifier.TextAt("system") ?? "", text);
        }
    }
}
