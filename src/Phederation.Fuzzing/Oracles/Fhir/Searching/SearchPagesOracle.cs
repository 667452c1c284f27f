using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>The pages of a search aren't the search.</summary>
internal sealed class SearchPagesOracle()
    : ShapeOracle(
        "search-pages",
        "The pages of a search hold what it finds, each once, and as many as its total says (FHIR R4, RESTful API, paging).",
        ScenarioKinds.SearchPages
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        var whole = SearchSet.Heeded(run.At(start + SearchPagesShape.Whole));
        var (found, isEnded) = (new List<string>(), false);
        Exchange? last = null;
        for (var step = start + SearchPagesShape.First; step < run.Run.Scenario.Steps.Count && !isEnded; step++)
        {
            // Behind the first page nothing is sent but what the server itself gave.
            var page = step == start + SearchPagesShape.First ? SearchSet.Heeded(run.At(step)) : SearchSet.Of(run.At(step));
            if (page is null)
            {
                if (run.At(step) is { IsRefused: true } refused)
                {
                    yield return refused.Found(
                        this,
                        FindingSeverity.Error,
                        $"The link to the next page is answered with {refused.Answer.Status}: {refused.Line}",
                        "page refused"
                    );
                }

                yield break;
            }

            last = run.At(step);
            found.AddRange(page.Keys);
            isEnded = !page.HasNext;
        }

        if (last is null)
        {
            yield break;
        }

        if (found.GroupBy(key => key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return last.Found(this, FindingSeverity.Error, $"{twice.Key} is on {twice.Count()} pages of {last.Line}.", "twice");
        }
        else if (isEnded && SearchSet.Of(run.At(start + SearchPagesShape.First))!.Total is { } total && total != found.Count)
        {
            yield return last.Found(
                this,
                FindingSeverity.Error,
                $"The pages hold {found.Count}, the total is {total}: {last.Line}",
                "total"
            );
        }
        else if (isEnded && whole is { IsWhole: true } && !whole.Keys.ToHashSet().SetEquals(found))
        {
            yield return last.Found(
                this,
                FindingSeverity.Error,
                $"The pages hold {found.Count}, one page {whole.Keys.Count}: {last.Line}",
                "others"
            );
        }
    }
}
