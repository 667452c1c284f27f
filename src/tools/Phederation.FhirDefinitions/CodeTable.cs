using System.Text;
using System.Xml.Linq;
using static Phederation.FhirDefinitions.Specification;

namespace Phederation.FhirDefinitions;

/// <summary>The value sets of required bindings that are closed and small.</summary>
internal sealed class CodeTable
{
    private const int Largest = 400;
    private readonly Dictionary<string, XElement> _sets;
    private readonly Dictionary<string, XElement> _systems;
    private readonly SortedDictionary<string, string> _used = new(StringComparer.Ordinal);

    public CodeTable(IEnumerable<XElement> resources)
    {
        var all = resources.ToList();
        _sets = all.Where(one => one.Name.LocalName == "ValueSet").DistinctBy(one => one.Text("url")).ToDictionary(one => one.Text("url")!);
        _systems = all.Where(one => one.Name.LocalName == "CodeSystem")
            .DistinctBy(one => one.Text("url"))
            .ToDictionary(one => one.Text("url")!);
    }

    /// <summary>The name of a set in the table, or null where the set is open or large.</summary>
    public string? Use(string url)
    {
        if (Expand(url) is not { } codes || codes.Sum(one => one.Value.Count) is 0 or > Largest)
        {
            return null;
        }

        var name = Last(url);
        _used[name] = string.Join(';', codes.Select(one => $"{one.Key}|{string.Join(',', one.Value)}"));
        return name;
    }

    public void Write(StringBuilder text)
    {
        foreach (var (name, codes) in _used)
        {
            text.Append($"codes {name} {codes}\n");
        }
    }

    private SortedDictionary<string, List<string>>? Expand(string url)
    {
        if (
            !_sets.TryGetValue(url, out var set)
            || set.Element(Fhir + "compose") is not { } compose
            || compose.Element(Fhir + "exclude") is not null
        )
        {
            return null;
        }

        var found = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var include in compose.Elements(Fhir + "include"))
        {
            if (include.Element(Fhir + "filter") is not null || Codes(include) is not { } codes)
            {
                return null;
            }

            foreach (var (system, code) in codes)
            {
                (found.TryGetValue(system, out var list) ? list : found[system] = []).Add(code);
            }
        }

        return found.Values.SelectMany(one => one).All(code => code.IndexOfAny([',', ';', '|', ' ']) < 0) ? found : null;
    }

    private List<(string, string)>? Codes(XElement include)
    {
        if (include.Text("system") is not { } system)
        {
            var sets = include.Texts("valueSet").Select(Expand).ToList();
            return sets.Count == 1 && sets[0] is { } one ? [.. one.SelectMany(pair => pair.Value.Select(code => (pair.Key, code)))] : null;
        }

        if (include.Elements(Fhir + "concept").Any())
        {
            return [.. include.Elements(Fhir + "concept").Select(concept => (system, concept.Text("code")!))];
        }

        return _systems.TryGetValue(system, out var definition) && definition.Text("content") == "complete"
            ? [.. definition.Descendants(Fhir + "concept").Select(concept => (system, concept.Text("code")!))]
            : null;
    }
}
