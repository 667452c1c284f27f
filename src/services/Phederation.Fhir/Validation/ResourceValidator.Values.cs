using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Validation;

/// <summary>The values of properties.</summary>
internal sealed partial class ResourceValidator
{
    private static readonly FhirType Shadow = FhirDefinitions.R4.Twin;

    private void Value(JsonElement value, FhirProperty known, bool isShadow)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Error("structure", "null is no value; leave the property out.");
        }
        else if (isShadow)
        {
            Complex(value, Shadow);
        }
        else if (known.Type is not { } type)
        {
            _place.Leave();
            Resource(value, known.Element.Name, isContained: false);
            _place.Enter(known.Element.Name);
        }
        else if (type.Kind == TypeKind.Primitive)
        {
            Primitive(value, type.Name, known.Element.Codes);
        }
        else if (Complex(value, type))
        {
            Bound(value, type.Name, known);
        }
    }

    private bool Complex(JsonElement value, FhirType type)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Error("structure", $"is no object, but it must be one ({type.Name}).");
            return false;
        }

        Object(value, type);
        return true;
    }

    private void Primitive(JsonElement value, string type, CodeSet? codes)
    {
        if (Primitives.Check(type, value) is { } wrong)
        {
            Error("value", $"the value {wrong}.");
        }
        else if (codes is not null && value.ValueKind == JsonValueKind.String && !codes.Contains(value.GetString()!))
        {
            Error("code-invalid", $"the code is not one of {codes.Name}.");
        }
    }

    private void Bound(JsonElement value, string type, FhirProperty known)
    {
        switch (type)
        {
            case "Reference":
                Reference(value, known.Targets);
                break;
            case "Coding" when known.Element.Codes is { } codes:
                if (value.TextAt("code") is { } code && !codes.Contains(value.TextAt("system"), code))
                {
                    Error("code-invalid", $"the coding is not one of {codes.Name}.");
                }

                break;
            case "CodeableConcept" when known.Element.Codes is { } codes:
                var codings = value.At("coding").Each().ToList();
                if (
                    codings.Count > 0
                    && !codings.Exists(one => one.TextAt("code") is { } coded && codes.Contains(one.TextAt("system"), coded))
                )
                {
                    Error("code-invalid", $"none of the codings is one of {codes.Name}.");
                }

                break;
            default:
                break;
        }
    }

    private void Reference(JsonElement value, IReadOnlyList<string> targets)
    {
        if (value.TextAt("reference") is not { Length: > 0 } reference)
        {
            if (
                value.At("reference") is null
                && value.At("identifier") is null
                && value.At("display") is null
                && value.At("extension") is null
            )
            {
                Error("invariant", "a reference needs a reference, an identifier or a text to show.");
            }

            return;
        }

        if (reference.StartsWith('#'))
        {
            if (reference.Length > 1 && _contained?.Contains(reference[1..]) != true)
            {
                Error("invariant", "the contained resource that is referred to is not there (ref-1).");
            }

            return;
        }

        if (References.TryRelative(reference, out var type, out _))
        {
            if (targets.Count > 0 && !targets.Contains(type))
            {
                Error("value", $"the reference is to {type}; allowed is {string.Join(", ", targets)}.");
            }

            if (value.TextAt("type") is { } named && named != type)
            {
                Error("invariant", $"the reference is to {type}, but its type says '{OutcomeWriter.Printable(named)}'.");
            }

            return;
        }

        if (!References.IsAbsolute(reference) && !(_allowConditional && References.TryConditional(reference, out _, out _)))
        {
            Error("value", "the reference is neither Type/id, nor an address, nor #id.");
        }
    }
}
