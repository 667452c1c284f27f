using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Reports;

/// <summary>Chooses the scenarios that are worth naming, run by run: a campaign has many thousands, and most show nothing that others don't.</summary>
/// <param name="faults">The scenarios that showed a fault first; they are chosen in any case.</param>
internal sealed class ReportedTests(IReadOnlySet<long> faults)
{
    // An operation has few statuses, but a model may have thousands of operations, and a target may make statuses up.
    private const int MostCovered = 50_000;

    private readonly HashSet<(string Operation, int Status)> _covered = [];
    private readonly List<ReportedTest> _tests = [];

    /// <summary>The chosen ones, in the order in which they were run.</summary>
    public IReadOnlyList<ReportedTest> Chosen => _tests;

    /// <summary>Looks at a run.</summary>
    public void Add(JournalRun run)
    {
        SortedDictionary<string, IReadOnlyList<int>>? first = null;
        foreach (var (step, result) in run.Run.Scenario.Steps.Zip(run.Run.Results))
        {
            if (result.Answer is { } answer && _covered.Count < MostCovered && _covered.Add((step.Operation, StatusOf(answer))))
            {
                first ??= new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
                first[step.Operation] = [.. first.GetValueOrDefault(step.Operation, []).Append(StatusOf(answer)).Order()];
            }
        }

        if (first is not null || faults.Contains(run.Run.Scenario.Number))
        {
            _tests.Add(
                new ReportedTest(
                    run.Run.Scenario.Number,
                    run.Requests,
                    first ?? new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal)
                )
            );
        }
    }

    private static int StatusOf(FuzzAnswer answer) => answer.Fault is null ? answer.Status : 0;
}
