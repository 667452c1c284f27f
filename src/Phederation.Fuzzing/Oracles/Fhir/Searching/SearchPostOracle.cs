using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>GET and POST find different things.</summary>
internal sealed class SearchPostOracle()
    : ShapeOracle(
        "search-post",
        "A search by POST _search finds what the same search by GET finds (FHIR R4, RESTful API, search).",
        ScenarioKinds.SearchPost
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        if (
            SearchSet.Heeded(run.At(start + SearchPostShape.Get)) is { } get
            && SearchSet.Heeded(run.At(start + SearchPostShape.Post)) is { } post
            && (get.Total != post.Total || !get.Keys.ToHashSet().SetEquals(post.Keys))
        )
        {
            yield return run.At(start + SearchPostShape.Post)!
                .Found(
                    this,
                    FindingSeverity.Error,
                    $"By GET {get.Total ?? get.Keys.Count} were found, by POST {post.Total ?? post.Keys.Count}, or others.",
                    "GET and POST differ"
                );
        }
    }
}
