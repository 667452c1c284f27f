using System.Text;
using System.Xml.Linq;
using static Phederation.FhirDefinitions.Specification;

namespace Phederation.FhirDefinitions;

/// <summary>The types: resources, data types, and the nested types of both, named by their paths.</summary>
internal sealed class TypeTable
{
    private static readonly HashSet<string> Inherited =
    [
        "id",
        "extension",
        "modifierExtension",
        "meta",
        "implicitRules",
        "language",
        "text",
        "contained",
    ];

    private readonly Dictionary<string, List<TypeElement>> _types = [];
    private readonly Dictionary<string, string> _kinds = [];

    public TypeTable(IEnumerable<XElement> resources)
    {
        foreach (var definition in resources.Where(one => one.Name.LocalName == "StructureDefinition"))
        {
            // Profiles on data types (Money quantity, simple quantity) constrain, and add no names.
            if (definition.Text("derivation") != "constraint")
            {
                Add(definition);
            }
        }
    }

    public IReadOnlyList<string> Resources =>
        [.. _kinds.Where(one => one.Value is "resource" or "domain").Select(one => one.Key).Order(StringComparer.Ordinal)];

    /// <summary>The element of a type, also where it is inherited.</summary>
    public TypeElement? Element(string type, string name)
    {
        var own = _types.TryGetValue(type, out var elements) ? elements.FirstOrDefault(one => one.Stem == name || one.Name == name) : null;
        return own
            ?? (_kinds.GetValueOrDefault(type), name) switch
            {
                ("resource" or "domain", "id") => new TypeElement("id", 0, "1", [("id", "")], null),
                ("resource" or "domain", "meta") => new TypeElement("meta", 0, "1", [("Meta", "")], null),
                ("resource" or "domain", "language") => new TypeElement("language", 0, "1", [("code", "")], null),
                _ => null,
            };
    }

    public void Write(StringBuilder text, CodeTable codes)
    {
        foreach (var (name, kind) in _kinds)
        {
            text.Append($"type {name} {kind}\n");
            foreach (var element in _types[name])
            {
                var types = string.Join('|', element.Types.Select(type => type.Targets == "" ? type.Name : $"{type.Name}<{type.Targets}>"));
                var binding = element.Binding is { } set && codes.Use(set) is { } used ? $" ={used}" : "";
                text.Append($"  {element.Name}{(element.InSummary ? "^" : "")} {element.Min} {element.Max} {types}{binding}\n");
            }
        }
    }

    private void Add(XElement definition)
    {
        var type = definition.Text("type")!;
        var kind = definition.Text("kind") switch
        {
            "primitive-type" => "primitive",
            "resource" => Last(definition.Text("baseDefinition") ?? "") == "DomainResource" ? "domain" : "resource",
            _ => Last(definition.Text("baseDefinition") ?? "") == "BackboneElement" ? "backbone" : "element",
        };
        if (type is "Resource" or "DomainResource" || definition.Text("abstract") == "true")
        {
            return;
        }

        _kinds[type] = kind;
        _types[type] = [];
        if (kind == "primitive")
        {
            return;
        }

        var elements = definition.Element(Fhir + "snapshot")!.Elements(Fhir + "element").Skip(1).ToList();
        var parents = elements.Select(one => Parent(one.Text("path")!)).ToHashSet();
        foreach (var element in elements)
        {
            var path = element.Text("path")!;
            var parent = Parent(path);
            var name = path[(path.LastIndexOf('.') + 1)..];
            var types = Types(element, path, parents);
            if (parents.Contains(path))
            {
                _kinds[path] = element.Elements(Fhir + "type").First().Text("code") == "BackboneElement" ? "backbone" : "element";
                _types[path] = [];
            }

            if (!Inherited.Contains(name) || IsOwn(element, path))
            {
                _types[parent]
                    .Add(
                        new TypeElement(
                            name,
                            int.Parse(element.Text("min")!),
                            element.Text("max")!,
                            types,
                            Binding(element),
                            element.Text("isSummary") == "true"
                        )
                    );
            }
        }
    }

    /// <summary>Whether an element with an inherited name was declared here, such as Consent.provision's or Attachment.language.</summary>
    private static bool IsOwn(XElement element, string path) =>
        element.Element(Fhir + "base")?.Text("path") is not { } declared || declared == path;

    private static List<(string, string)> Types(XElement element, string path, HashSet<string> parents)
    {
        if (element.Text("contentReference") is { } reference)
        {
            return [(reference[1..], "")];
        }

        if (parents.Contains(path))
        {
            return [(path, "")];
        }

        return
        [
            .. element
                .Elements(Fhir + "type")
                .Select(type =>
                {
                    var code = type.Text("code")!;
                    // Ids of elements and the values of primitives are FHIRPath's own types; FHIR's name is in an extension.
                    code = code.StartsWith("http:", StringComparison.Ordinal) ? "string" : code;
                    var targets = type.Texts("targetProfile").Select(Last).Where(one => one != "Resource");
                    return (code, code == "Reference" ? string.Join(',', targets) : "");
                }),
        ];
    }

    private static string? Binding(XElement element) =>
        element.Element(Fhir + "binding") is { } binding && binding.Text("strength") == "required"
            ? binding.Text("valueSet")?.Split('|')[0]
            : null;

    private static string Parent(string path) => path[..path.LastIndexOf('.')];
}
