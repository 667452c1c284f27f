using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir.Searching;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.Fhir;

/// <content>Searches: single ones, and several of which what one finds follows from the others.</content>
internal sealed partial class FhirComposer
{
    private const int Seeds = 2;
    private static readonly SearchKind[] Sortable =
    [
        SearchKind.Date,
        SearchKind.String,
        SearchKind.Token,
        SearchKind.Number,
        SearchKind.Uri,
    ];

    private Scenario Search(string type)
    {
        var searches = new SearchGenerator(_random, _references);
        switch (_random.Next(14))
        {
            case 0 or 1 or 2:
                // A server may leave out what it doesn't know, unless it is asked not to; what it answers is its own.
                return Search(searches.MakeFaulty(type), RequestIntent.Open);
            case 3:
                var posted = searches.Make(type);
                return SearchPostShape.Build(_number, SearchTarget.Fhir(type, _actor) with { Intent = IntentOf(posted) }, posted.Text);
            case 4:
                return SearchCountZeroShape.Build(_number, Narrow(type, Tag(), Seeds), "");
            case 5:
                return SearchPagesShape.Build(_number, Narrow(type, Tag(), 3), "", size: 1, pages: 4);
            case 6 when Parameter(type, _ => true) is { } one && Parameter(type, _ => true) is { } other:
                return SearchAndShape.Build(
                    _number,
                    Narrow(type, Tag(), Seeds),
                    searches.Simple(one).ToString(),
                    searches.Simple(other).ToString()
                );
            case 7 when Parameter(type, parameter => parameter.Kind != SearchKind.Composite) is { } parameter:
                return SearchOrShape.Build(
                    _number,
                    Narrow(type, Tag(), Seeds),
                    QueryEncoding.Encode(parameter.Code),
                    QueryEncoding.Encode(searches.Simple(parameter).Value),
                    QueryEncoding.Encode(searches.Simple(parameter).Value)
                );
            case 8 when Parameter(type, parameter => parameter.Kind == SearchKind.Token) is { } parameter:
                return SearchNotShape.Build(
                    _number,
                    Narrow(type, Tag(), Seeds),
                    QueryEncoding.Encode(parameter.Code),
                    QueryEncoding.Encode(searches.Simple(parameter).Value)
                );
            case 9 when Parameter(type, parameter => parameter.Kind != SearchKind.Composite) is { } parameter:
                return SearchMissingShape.Build(_number, Narrow(type, Tag(), Seeds), QueryEncoding.Encode(parameter.Code));
            case 10 when Parameter(type, parameter => Sortable.Contains(parameter.Kind)) is { } parameter:
                // What every server has and every resource has a value for.
                var order = _random.Next(4) == 0 ? _random.Pick<string>(["_lastUpdated", "_id"]) : parameter.Code;
                return SearchSortShape.Build(_number, Narrow(type, Tag(), Seeds), QueryEncoding.Encode(order));
            default:
                var query = searches.Make(type);
                return Search(query, IntentOf(query));
        }
    }

    private Scenario Search(SearchQuery query, RequestIntent intent) =>
        new ShapeBuilder(_number, ScenarioKinds.Single)
            .Search(SearchTarget.Fhir(query.Type, _actor) with { Intent = intent }, query.Text)
            .Build();

    // What few servers have may be refused.
    private static RequestIntent IntentOf(SearchQuery query) =>
        query.Criteria.Any(criterion => criterion.IsRare) ? RequestIntent.Open : RequestIntent.Valid;

    private SearchParameter? Parameter(string type, Func<SearchParameter, bool> fits)
    {
        var fitting = ReverseReferences
            .Of(type)
            .Where(parameter => parameter.Code is not ("near" or "_text" or "_content") && fits(parameter))
            .ToList();
        return fitting.Count == 0 ? null : _random.Pick<SearchParameter>(fitting);
    }

    private Scenario SystemSearch()
    {
        var types = string.Join(',', Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => _random.Pick(_types)));
        var path = _random.Next(4) switch
        {
            0 => $"/?_type={types}&_count={_random.Next(5)}",
            1 => $"/?_id=fuzz-{_number}",
            2 => $"/?_type={types}&_lastUpdated=gt2020-01-01",
            _ => $"/?_type=Nothing",
        };
        return Single("search", "GET", path, RequestIntent.Open);
    }

    private Scenario SystemHistory() =>
        Single(
            "history",
            "GET",
            _random.Pick<string>([
                "/_history?_count=3",
                $"/{_random.Pick(_types)}/_history?_count=3",
                "/_history?_count=0",
                "/_history?_since=x",
                "/_history?_count=2&_since=2020-01-01",
            ]),
            RequestIntent.Open
        );
}
