using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Validation;

/// <summary>
/// Holds a resource to FHIR's structure: names, cardinality, types, choices, the form of values, closed codes, references, and the rules that
/// every resource shares.
/// </summary>
internal sealed partial class ResourceValidator
{
    private const int MostIssues = 50;

    private readonly FhirDefinitions _definitions = FhirDefinitions.R4;
    private readonly List<Issue> _issues = [];
    private readonly Place _place = new();
    private readonly bool _allowConditional;
    private HashSet<string>? _contained;

    private ResourceValidator(bool allowConditional) => _allowConditional = allowConditional;

    /// <summary>What is wrong with a resource; nothing where all is well.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="allowConditional">Whether references may be searches, as in a transaction.</param>
    public static IReadOnlyList<Issue> Validate(JsonElement resource, bool allowConditional = false)
    {
        var validator = new ResourceValidator(allowConditional);
        validator.Resource(resource, null, isContained: false);
        return validator._issues;
    }

    private bool IsFull => _issues.Count >= MostIssues;

    private void Error(string code, string text)
    {
        if (!IsFull)
        {
            var place = _place.ToString();
            _issues.Add(Issue.Error(code, $"{(place.Length > 0 ? place : "The body")}: {text}", place.Length > 0 ? place : null));
        }
    }

    private void Resource(JsonElement resource, string? property, bool isContained, int index = -1)
    {
        if (resource.ValueKind != JsonValueKind.Object)
        {
            Error("structure", "a resource is an object.");
            return;
        }

        if (resource.TextAt("resourceType") is not { } name)
        {
            Error("structure", "the property resourceType is missing, or no text.");
            return;
        }

        if (_definitions.Type(name) is not { IsResource: true } type)
        {
            Error("structure", $"'{OutcomeWriter.Printable(name)}' is no type of resource.");
            return;
        }

        var outer = _contained;
        if (!isContained)
        {
            _contained = [.. resource.At("contained").Each().Select(one => one.TextAt("id")).OfType<string>()];
        }

        if (property is null)
        {
            _place.Enter(name);
        }
        else
        {
            _place.Enter(property, index);
        }

        if (isContained)
        {
            Contained(resource);
        }

        Object(resource, type, isResource: true);
        _place.Leave();
        _contained = outer;
    }

    private void Contained(JsonElement resource)
    {
        if (resource.At("contained") is not null)
        {
            Error("invariant", "a contained resource must not contain another (dom-2).");
        }

        if (resource.At("meta") is { } meta && (meta.At("versionId") ?? meta.At("lastUpdated")) is not null)
        {
            Error("invariant", "a contained resource has no version and no time of its last update (dom-4).");
        }

        if (resource.At("meta")?.At("security") is not null)
        {
            Error("invariant", "a contained resource has no security labels (dom-5).");
        }

        if (resource.TextAt("id") is null)
        {
            Error("invariant", "a contained resource needs an id to be referred to by (dom-3).");
        }
    }

    private void Object(JsonElement value, FhirType type, bool isResource = false)
    {
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            if (IsFull)
            {
                return;
            }

            if (isResource && property.NameEquals("resourceType"))
            {
                continue;
            }

            count += property.NameEquals("id") && !isResource ? 0 : 1;
            Property(value, type, property);
        }

        // Beside a value, an id alone is enough.
        if (count == 0 && !isResource && !(type == Shadow && value.At("id") is not null))
        {
            Error("invariant", "an element needs a value or children (ele-1).");
        }

        foreach (var element in type.Required)
        {
            if (!element.Properties.Any(name => value.TryGetProperty(name, out _) || value.TryGetProperty($"_{name}", out _)))
            {
                Error("required", $"the element {element.Name}{(element.IsChoice ? "[x]" : "")} is missing; it must be there.");
            }
        }

        foreach (var element in type.Elements)
        {
            if (
                element.IsChoice
                && element.Properties.Count(name => value.TryGetProperty(name, out _) || value.TryGetProperty($"_{name}", out _)) > 1
            )
            {
                Error("structure", $"only one type may be chosen for {element.Name}[x].");
            }
        }

        foreach (var broken in Invariants.Check(type.Name, value))
        {
            Error("invariant", broken);
        }
    }

    private void Property(JsonElement parent, FhirType type, JsonProperty property)
    {
        var name = property.Name;
        var isShadow = name.StartsWith('_');
        if (
            !type.Properties.TryGetValue(isShadow ? name[1..] : name, out var known) || (isShadow && known.Type?.Kind != TypeKind.Primitive)
        )
        {
            Error("structure", $"the element '{OutcomeWriter.Printable(name)}' is not known in {type.Name}.");
            return;
        }

        if (known.Element.IsForbidden)
        {
            Error("structure", $"the element '{name}' must not be there.");
            return;
        }

        if (!known.Element.IsMany)
        {
            _place.Enter(name);
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                Error("structure", "is there once at most, so it is no array.");
            }
            else
            {
                Value(property.Value, known, isShadow);
            }

            _place.Leave();
            return;
        }

        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            _place.Enter(name);
            Error("structure", "may be there more than once, so it must be an array.");
            _place.Leave();
            return;
        }

        var items = property.Value.GetArrayLength();
        if (items == 0)
        {
            _place.Enter(name);
            Error("structure", "an array must not be empty.");
            _place.Leave();
        }

        var index = 0;
        foreach (var item in property.Value.EnumerateArray())
        {
            if (IsFull)
            {
                return;
            }

            if (item.ValueKind == JsonValueKind.Null && known.Type?.Kind == TypeKind.Primitive && HasTwin(parent, name, isShadow, index))
            {
                index++;
                continue;
            }

            if (known.Type is null && item.ValueKind == JsonValueKind.Object)
            {
                Resource(item, name, name == "contained", index);
            }
            else
            {
                _place.Enter(name, index);
                Value(item, known, isShadow);
                _place.Leave();
            }

            index++;
        }
    }

    /// <summary>Whether the value that a null stands beside is there: texts with extensions are two arrays, side by side.</summary>
    private static bool HasTwin(JsonElement parent, string name, bool isShadow, int index) =>
        parent.TryGetProperty(isShadow ? name[1..] : $"_{name}", out var twin)
        && twin.ValueKind == JsonValueKind.Array
        && twin.GetArrayLength() > index
        && twin[index].ValueKind != JsonValueKind.Null;
}
