using System.Collections.Frozen;

namespace Phederation.FhirModel;

/// <summary>Reads the table of definitions. The table is part of the program: what is wrong in it is a mistake of the build.</summary>
internal sealed class DefinitionReader(TextReader reader)
{
    private readonly Dictionary<string, FhirType> _types = [];
    private readonly Dictionary<string, List<string[]>> _elements = [];
    private readonly Dictionary<string, CodeSet> _codes = [];
    private readonly Dictionary<string, Dictionary<string, SearchParameter>> _parameters = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _compartment = [];

    public FhirDefinitions Read()
    {
        var type = "";
        SearchParameter? composite = null;
        var parts = new List<SearchParameter>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.TrimStart(' ').Split(' ');
            switch (words[0])
            {
                case "#":
                    break;
                case "type" when line[0] != ' ':
                    type = words[1];
                    _types[type] = new FhirType(type, Enum.Parse<TypeKind>(words[2], ignoreCase: true));
                    _elements[type] = [];
                    break;
                case "codes" when line[0] != ' ':
                    _codes[words[1]] = Codes(words[1], words[2]);
                    break;
                case "param" when line[0] != ' ':
                    composite = Parameter(words);
                    composite.Parts = parts = [];
                    break;
                case "part" when line[0] != ' ':
                    parts.Add(Part(composite!, parts.Count, words));
                    break;
                case "compartment" when line[0] != ' ':
                    _compartment[words[1]] = words[2].Split(',');
                    break;
                default:
                    _elements[type].Add(words);
                    break;
            }
        }

        foreach (var one in _types.Values)
        {
            Complete(one);
        }

        foreach (var parameters in _parameters.Values)
        {
            SharedRows.Settle(parameters.Values);
        }

        return new FhirDefinitions(_types, _parameters, _compartment);
    }

    private static CodeSet Codes(string name, string text) =>
        new(
            name,
            text.Split(';')
                .Select(one => one.Split('|'))
                .ToDictionary(one => one[0], one => one[1].Split(',').ToFrozenSet(StringComparer.Ordinal))
        );

    private SearchParameter Parameter(string[] words)
    {
        var parameter = new SearchParameter(
            words[1],
            words[2],
            Enum.Parse<SearchKind>(words[3], ignoreCase: true),
            words[4],
            words[5] switch
            {
                "*" or "-" => null,
                var targets => targets.Split(','),
            },
            [.. words[6].Split(';').Select(SearchPath.Parse)]
        );
        (_parameters.TryGetValue(words[1], out var all) ? all : _parameters[words[1]] = [])[words[2]] = parameter;
        return parameter;
    }

    private static SearchParameter Part(SearchParameter composite, int index, string[] words) =>
        new(
            composite.Type,
            $"{composite.Code}${index}",
            Enum.Parse<SearchKind>(words[2], ignoreCase: true),
            words[1],
            null,
            [.. words[3].Split(';').Select(SearchPath.Parse)]
        );

    private void Complete(FhirType type)
    {
        var elements = new List<FhirElement>();
        var properties = new Dictionary<string, FhirProperty>();
        foreach (var words in Inherited(type.Kind).Concat(_elements[type.Name]))
        {
            var name = words[0].TrimEnd('^');
            var choice = name.EndsWith("[x]", StringComparison.Ordinal);
            var element = new FhirElement(
                choice ? name[..^3] : name,
                choice,
                int.Parse(words[1]),
                words[2] is not ("0" or "1"),
                words[2] == "0",
                words[0].EndsWith('^'),
                words.Length > 4 ? _codes[words[4][1..]] : null
            );
            var names = new List<string>();
            foreach (var text in words[3].Split('|'))
            {
                var angle = text.IndexOf('<');
                var typeName = angle < 0 ? text : text[..angle];
                var property = choice ? element.Name + char.ToUpperInvariant(typeName[0]) + typeName[1..] : element.Name;
                names.Add(property);
                properties[property] = new FhirProperty(element, typeName, angle < 0 ? [] : text[(angle + 1)..^1].Split(','))
                {
                    Type = _types.GetValueOrDefault(typeName),
                };
            }

            element.Properties = names;
            elements.Add(element);
        }

        type.Elements = elements;
        type.Required = [.. elements.Where(element => element.Min > 0)];
        type.Properties = properties.ToFrozenDictionary();
    }

    private static IEnumerable<string[]> Inherited(TypeKind kind)
    {
        if (kind is TypeKind.Resource or TypeKind.Domain)
        {
            yield return ["id^", "0", "1", "id"];
            yield return ["meta^", "0", "1", "Meta"];
            yield return ["implicitRules^", "0", "1", "uri"];
            yield return ["language", "0", "1", "code"];
        }
        else if (kind is TypeKind.Element or TypeKind.Backbone)
        {
            yield return ["id", "0", "1", "string"];
        }

        if (kind == TypeKind.Domain)
        {
            yield return ["text", "0", "1", "Narrative"];
            yield return ["contained", "0", "*", "Resource"];
        }

        if (kind is TypeKind.Domain or TypeKind.Element or TypeKind.Backbone)
        {
            yield return ["extension", "0", "*", "Extension"];
        }

        if (kind is TypeKind.Domain or TypeKind.Backbone)
        {
            yield return ["modifierExtension", "0", "*", "Extension"];
        }
    }
}
