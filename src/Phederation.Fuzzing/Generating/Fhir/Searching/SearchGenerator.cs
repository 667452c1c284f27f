using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>
/// Makes searches of R4: all kinds of parameters with their modifiers and prefixes, chains, reverse chains, includes, and parameters about the answer.
/// The same random source makes the same searches.
/// </summary>
/// <param name="random">Chance.</param>
/// <param name="references">The resources that values may name.</param>
public sealed partial class SearchGenerator(FuzzRandom random, IReferenceSource? references = null)
{
    private const int MostChains = 2;
    private readonly SearchValues _values = new(random, references ?? NoReferences.Instance);

    /// <summary>A valid search of a type.</summary>
    public SearchQuery Make(string type)
    {
        var criteria = new List<SearchCriterion>();
        var count = random.Next(8) == 0 ? 0 : 1 + random.Next(3);
        for (var at = 0; at < count; at++)
        {
            criteria.Add(Criterion(type));
        }

        if (random.Next(3) == 0)
        {
            criteria.Add(Include(type));
        }

        if (count == 0 || random.Next(2) == 0)
        {
            criteria.AddRange(Results(type));
        }

        return new SearchQuery(type, criteria, null);
    }

    /// <summary>A parameter with one value, without a modifier.</summary>
    internal SearchCriterion Simple(SearchParameter parameter) =>
        new(parameter.Code, _values.Of(parameter), parameter.Kind.ToString().ToLowerInvariant());

    private SearchCriterion Criterion(string type) =>
        random.Next(14) switch
        {
            0 => new SearchCriterion("_id", _values.Id(type), "_id"),
            1 => new SearchCriterion("_lastUpdated", _values.Prefix() + _values.Date(), "_lastUpdated"),
            2 when Chain(type) is { } chain => chain,
            3 when ReverseChain(type) is { } chain => chain,
            4 => Special(type),
            _ => Plain(random.Pick(ReverseReferences.Of(type))),
        };

    /// <summary>Parameters that look at more than one place, or at none in the resource itself.</summary>
    private SearchCriterion Special(string type) =>
        random.Next(3) switch
        {
            0 => new SearchCriterion("_text", SearchValues.Escape(Words.Name(random)), "_text"),
            1 => new SearchCriterion("_content", SearchValues.Escape(Words.Name(random)), "_content"),
            _ when type == "Location" => new SearchCriterion("near", $"{random.Next(-90, 90)}.5|{random.Next(-180, 180)}.25|11|km", "near"),
            _ => new SearchCriterion("_list", _values.Id("List"), "_list"),
        };

    /// <summary>A parameter with its value, and sometimes a modifier.</summary>
    private SearchCriterion Plain(SearchParameter parameter)
    {
        var feature = parameter.Kind.ToString().ToLowerInvariant();
        if (random.Next(3) == 0 && Modified(parameter, feature) is { } modified)
        {
            return modified;
        }

        var value = _values.Of(parameter);
        return random.Next(6) == 0
            ? new SearchCriterion(parameter.Code, $"{value},{_values.Of(parameter)}", feature)
            : new SearchCriterion(parameter.Code, value, feature);
    }

    private SearchCriterion? Modified(SearchParameter parameter, string feature)
    {
        if (parameter.Kind != SearchKind.Composite && random.Next(3) == 0)
        {
            return new SearchCriterion($"{parameter.Code}:missing", random.Next(2) == 0 ? "true" : "false", "missing");
        }

        var chosen = parameter.Kind switch
        {
            SearchKind.String => random.Pick<string>(["exact", "contains"]),
            SearchKind.Token => random.Pick<string>(["not", "text", "of-type", "in", "not-in", "above", "below"]),
            SearchKind.Reference => random.Pick<string>(["identifier", "type"]),
            SearchKind.Uri => random.Pick<string>(["above", "below"]),
            _ => null,
        };
        if (chosen is null || (chosen == "of-type" && parameter.Paths.All(path => path.Leaf != "Identifier")))
        {
            return null;
        }

        if (chosen == "type")
        {
            return parameter.Targets is not { Count: > 0 } targets || random.Pick(targets) is not { } target
                ? null
                : new SearchCriterion($"{parameter.Code}:{target}", _values.Id(target), "reference:type");
        }

        var value = chosen switch
        {
            "text" => SearchValues.Escape(Words.Name(random)),
            "of-type" => _values.OfType(),
            "identifier" => _values.Identifier(),
            "in" or "not-in" => PrimitiveValues.Canonical(random).Split('|')[0],
            _ => _values.Of(parameter),
        };
        return new SearchCriterion($"{parameter.Code}:{chosen}", value, $"{feature}:{chosen}");
    }

    /// <summary>subject:Patient.name: a parameter of what is referred to.</summary>
    private SearchCriterion? Chain(string type)
    {
        var name = "";
        for (var links = 1 + random.Next(MostChains); links > 0; links--)
        {
            var ways = ReverseReferences.Of(type).Where(one => one is { Kind: SearchKind.Reference, Targets.Count: > 0 }).ToList();
            if (ways.Count == 0)
            {
                break;
            }

            var way = random.Pick<SearchParameter>(ways);
            type = random.Pick(way.Targets!);
            // Where there is one target only, it need not be named.
            name += way.Targets!.Count == 1 && random.Next(2) == 0 ? $"{way.Code}." : $"{way.Code}:{type}.";
        }

        if (name.Length == 0)
        {
            return null;
        }

        var last = Plain(random.Pick(ReverseReferences.Of(type)));
        return last with { Name = name + last.Name, Feature = $"chain {last.Feature}" };
    }

    /// <summary>_has:Observation:patient:code: a parameter of what refers to it.</summary>
    private SearchCriterion? ReverseChain(string type)
    {
        if (ReverseReferences.To(type) is not { Count: > 0 } ways)
        {
            return null;
        }

        var way = random.Pick(ways);
        var last = Plain(random.Pick(ReverseReferences.Of(way.Type)));
        return last with { Name = $"_has:{way.Type}:{way.Code}:{last.Name}", Feature = $"_has {last.Feature}" };
    }

    private SearchCriterion Include(string type)
    {
        var iterate = random.Next(6) == 0 ? ":iterate" : "";
        var own = ReverseReferences.Of(type).Where(one => one is { Kind: SearchKind.Reference, Targets.Count: > 0 }).ToList();
        if (own.Count > 0 && random.Next(2) == 0)
        {
            var way = random.Pick<SearchParameter>(own);
            var target = random.Next(3) == 0 ? $":{random.Pick(way.Targets!)}" : "";
            return new SearchCriterion($"_include{iterate}", $"{type}:{way.Code}{target}", $"_include{iterate}");
        }

        return ReverseReferences.To(type) is { Count: > 0 } ways && random.Pick(ways) is { } back
            ? new SearchCriterion($"_revinclude{iterate}", $"{back.Type}:{back.Code}", $"_revinclude{iterate}")
            : new SearchCriterion("_count", "10", "_count");
    }

    /// <summary>Parameters about the answer; those that exclude each other aren't together.</summary>
    private IEnumerable<SearchCriterion> Results(string type)
    {
        switch (random.Next(6))
        {
            case 0:
                yield return new SearchCriterion("_count", $"{random.Pick<int>([0, 1, 2, 10, 100])}", "_count");
                break;
            case 1:
                yield return new SearchCriterion("_sort", string.Join(',', SortKeys(type)), "_sort");
                break;
            case 2:
                var elements = FhirDefinitions.R4.Type(type)!.Elements;
                yield return new SearchCriterion(
                    "_elements",
                    string.Join(',', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Pick(elements).Name)),
                    "_elements"
                );
                break;
            case 3:
                yield return new SearchCriterion("_summary", random.Pick<string>(["true", "data", "count", "false"]), "_summary");
                break;
            case 4:
                yield return new SearchCriterion("_total", random.Pick<string>(["none", "estimate", "accurate"]), "_total");
                break;
            default:
                yield return new SearchCriterion("_count", $"{1 + random.Next(20)}", "_count");
                yield return new SearchCriterion("_sort", string.Join(',', SortKeys(type)), "_sort");
                yield return new SearchCriterion("_total", "accurate", "_total");
                break;
        }
    }

    private IEnumerable<string> SortKeys(string type)
    {
        var keys = ReverseReferences
            .Of(type)
            .Where(one => one.Kind != SearchKind.Composite)
            .Select(one => one.Code)
            .Append("_lastUpdated")
            .ToList();
        var minus = random.Next(2) == 0 ? "-" : "";
        yield return minus + random.Pick<string>(keys);
        if (random.Next(3) == 0)
        {
            yield return "_id";
        }
    }
}
