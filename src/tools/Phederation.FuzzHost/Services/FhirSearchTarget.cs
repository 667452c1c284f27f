using System.Text;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Services;

/// <summary>An address with a search: TYPE?query.</summary>
internal sealed class FhirSearchTarget : IFuzzTarget
{
    public string Name => "fhir-search";

    public IReadOnlyList<Type> Code => [typeof(SearchParser)];

    public int MaximumLength => 1024;

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var query = QueryText.Parse(text[(mark + 1)..]);
        var again = QueryText.Parse(QueryText.Write(query));
        Promise.Holds(
            query
                .Where(one => one.Key.Length > 0 || one.Value.Length > 0)
                .SequenceEqual(again.Where(one => one.Key.Length > 0 || one.Value.Length > 0)),
            "a query that was written is read as another"
        );
        SearchParser.Parse(mark > 0 ? text[..mark] : "Observation", compartment: null, query, isStrict: true);
    }

    public bool IsRefusal(Exception exception) => exception is FhirException;
}
