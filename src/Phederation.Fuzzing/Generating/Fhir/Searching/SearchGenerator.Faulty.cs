using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Faults;

namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>
/// Searches with one fault each. A server may leave out what it doesn't know unless it is asked to be strict (Prefer: handling=strict); what it must
/// not do is fail.
/// </summary>
public sealed partial class SearchGenerator
{
    /// <summary>The kinds of faults that a search can have.</summary>
    public static IReadOnlyList<FaultKind> FaultKinds { get; } =
    [
        FaultKind.UnknownParameter,
        FaultKind.BadModifier,
        FaultKind.BadSearchValue,
        FaultKind.BadChain,
        FaultKind.BadReverseChain,
        FaultKind.BadInclude,
        FaultKind.BadResultParameter,
    ];

    /// <summary>A search of a type with one fault.</summary>
    public SearchQuery MakeFaulty(string type) => MakeFaulty(type, random.Pick(FaultKinds));

    /// <summary>A search of a type with one fault of a given kind.</summary>
    /// <exception cref="ArgumentException">It is no fault of a search.</exception>
    public SearchQuery MakeFaulty(string type, FaultKind kind)
    {
        var bad = kind switch
        {
            FaultKind.UnknownParameter => Unknown(type),
            FaultKind.BadModifier => BadModifier(type),
            FaultKind.BadSearchValue => BadValue(type),
            FaultKind.BadChain => BadChain(type),
            FaultKind.BadReverseChain => BadReverseChain(type),
            FaultKind.BadInclude => BadInclude(type),
            FaultKind.BadResultParameter => BadResult(),
            _ => throw new ArgumentException($"{kind} is no fault of a search", nameof(kind)),
        };
        IReadOnlyList<SearchCriterion> criteria = random.Next(3) == 0 ? [Plain(random.Pick(ReverseReferences.Of(type))), bad] : [bad];
        return new SearchQuery(type, criteria, new FaultLabel(kind, bad.Name, bad.Value));
    }

    private static SearchCriterion Bad(string name, string value) => new(name, value, "");

    private SearchCriterion Unknown(string type)
    {
        // One of another type, where this one lacks it; or none at all.
        var other = random.Pick(ReverseReferences.Of(random.Pick(FhirGenerator.Types))).Code;
        var name = random.Next(2) == 0 || FhirDefinitions.R4.Parameters(type).ContainsKey(other) ? $"no-such-{random.Next(10)}" : other;
        return Bad(name, "x");
    }

    private SearchCriterion BadModifier(string type)
    {
        var parameter = random.Pick(ReverseReferences.Of(type));
        var modifier = parameter.Kind switch
        {
            SearchKind.String => "of-type",
            SearchKind.Token => "contains",
            SearchKind.Reference => "exact",
            SearchKind.Uri => "of-type",
            SearchKind.Composite => "missing",
            _ => "exact",
        };
        modifier = random.Next(3) == 0 ? random.Pick<string>(["bogus", "Missing", "not:not", ""]) : modifier;
        return Bad($"{parameter.Code}:{modifier}", _values.Of(parameter));
    }

    private SearchCriterion BadValue(string type)
    {
        var kinds = new[] { SearchKind.Number, SearchKind.Date, SearchKind.Quantity, SearchKind.Composite };
        var parameters = ReverseReferences.Of(type).Where(one => kinds.Contains(one.Kind)).ToList();
        if (parameters.Count == 0 || random.Next(5) == 0)
        {
            return random.Next(2) == 0 ? Bad("_lastUpdated", BadDate()) : Bad("_tag:missing", random.Pick<string>(["maybe", "1", "TRUE"]));
        }

        var parameter = random.Pick<SearchParameter>(parameters);
        return Bad(
            parameter.Code,
            parameter.Kind switch
            {
                SearchKind.Date => BadDate(),
                SearchKind.Composite => random.Pick<string>(["a", "$", "a$", "$b", "a$b$c$d"]),
                SearchKind.Quantity => random.Pick<string>(["x", "|||||", "gt", "5|a|b|c", "gt100|s|kg|", "NaN"]),
                _ => random.Pick<string>(["x", "gt", "1,x", "0x10", "--1", "1e", "NaN"]),
            }
        );
    }

    private string BadDate() =>
        random.Pick<string>(["yesterday", "2019-13-45", "sa2019-02-30", "lt", "20200101", "2020-1-1", "2020-01-01T25:00", "xx2020"]);

    private SearchCriterion BadChain(string type)
    {
        var all = ReverseReferences.Of(type);
        var ways = all.Where(one => one is { Kind: SearchKind.Reference, Targets.Count: > 0 }).ToList();
        if (ways.Count == 0 || random.Next(3) == 0)
        {
            return Bad($"{random.Pick<SearchParameter>([.. all.Where(one => one.Kind != SearchKind.Reference)]).Code}.name", "x");
        }

        var way = random.Pick<SearchParameter>(ways);
        return random.Next(3) switch
        {
            0 => Bad($"{way.Code}:Nothing.name", "x"),
            1 => Bad($"{way.Code}:{random.Pick(way.Targets!)}.no-such", "x"),
            _ => Bad($"{way.Code}:{random.Pick(way.Targets!)}._lastUpdated", BadDate()),
        };
    }

    private SearchCriterion BadReverseChain(string type) =>
        random.Next(6) switch
        {
            0 => Bad("_has:Nothing:subject:code", "x"),
            1 => Bad("_has:Observation:no-such:code", "x"),
            2 => Bad("_has:Observation:subject", "x"),
            3 => Bad("_has:::", "x"),
            4 => Bad("_has:Observation:code:code", "x"),
            _ when ReverseReferences.To(type) is { Count: > 0 } ways && random.Pick(ways) is { } way => Bad(
                $"_has:{way.Type}:{way.Code}:no-such",
                "x"
            ),
            _ => Bad("_has", "x"),
        };

    private SearchCriterion BadInclude(string type)
    {
        var name = random.Next(2) == 0 ? "_include" : "_revinclude";
        return Bad(
            name,
            random.Next(5) switch
            {
                0 => $"{type}:no-such",
                1 => "Nothing:subject",
                2 => $"{type}:",
                3 =>
                    $"{type}:{random.Pick<SearchParameter>([.. ReverseReferences.Of(type).Where(one => one.Kind != SearchKind.Reference)]).Code}",
                _ => ":::",
            }
        );
    }

    private SearchCriterion BadResult() =>
        random.Next(5) switch
        {
            0 or 1 => Bad("_count", random.Pick<string>(["-1", "x", "99999999999", "1.5", "0x1"])),
            2 => Bad("_sort", random.Pick<string>(["no-such", "-no-such", "-", "-_lastUpdated,no-such"])),
            3 => Bad("_summary", random.Pick<string>(["maybe", "yes", "COUNT"])),
            _ => Bad("_total", random.Pick<string>(["many", "0", "-1"])),
        };
}
