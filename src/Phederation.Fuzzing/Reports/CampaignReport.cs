using Phederation.Fuzzing.Campaigns.Novelty;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Reports;

/// <summary>What a campaign did and found, gathered from its journal for all forms of reports. The same journal gives the same report.</summary>
public sealed class CampaignReport
{
    // Reports stay readable: of more faults the worst are described, and the others counted.
    private const int MostFaults = 2000;

    private CampaignReport(
        CampaignJournal journal,
        IReadOnlyList<ReportedFault> faults,
        IReadOnlyList<ReportedTest> tests,
        SpeciesEstimate answers
    ) => (Journal, Faults, Tests, Answers) = (journal, faults, tests, answers);

    /// <summary>The journal.</summary>
    public CampaignJournal Journal { get; }

    /// <summary>The faults, the worst first, confirmed ones before flaky ones.</summary>
    public IReadOnlyList<ReportedFault> Faults { get; }

    /// <summary>The scenarios that show a fault or a status first, in the order in which they were run.</summary>
    public IReadOnlyList<ReportedTest> Tests { get; }

    /// <summary>How many kinds of answers (operation, status class, normalised error) there were, and how many more there may be.</summary>
    public SpeciesEstimate Answers { get; }

    /// <summary>How many faults are not described: the least severe ones of very many.</summary>
    public int NotShown => Journal.Buckets.Count - Faults.Count;

    /// <summary>Reads what is reported. The journal is gone through once.</summary>
    public static CampaignReport Of(CampaignJournal journal)
    {
        var counts = new Dictionary<AnswerFeature, long>();
        var tests = new ReportedTests(journal.Buckets.Select(bucket => bucket.Scenario).ToHashSet());
        foreach (var run in journal.Runs())
        {
            tests.Add(run);
            foreach (var (step, result) in run.Run.Scenario.Steps.Zip(run.Run.Results))
            {
                if (result.Answer is { } answer)
                {
                    var feature = AnswerFeature.Of(step, answer);
                    counts[feature] = counts.GetValueOrDefault(feature) + 1;
                }
            }
        }

        // A model may have one of its own by the name of a common one.
        var rules = journal
            .Header.Oracles.DistinctBy(oracle => oracle.Name)
            .ToDictionary(oracle => oracle.Name, oracle => oracle.Rule, StringComparer.Ordinal);
        var faults = journal
            .Buckets.OrderBy(bucket => bucket.Verdict == Buckets.BucketVerdict.Flaky)
            .ThenByDescending(bucket => bucket.Severity)
            .ThenBy(bucket => bucket.FoundAfter)
            .ThenBy(bucket => bucket.Key.Id, StringComparer.Ordinal)
            .Take(MostFaults)
            .Select(bucket => ReportedFault.Of(bucket, rules.GetValueOrDefault(bucket.Key.Oracle, ""), journal));
        return new CampaignReport(journal, [.. faults], tests.Chosen, SpeciesEstimate.Of([.. counts.Values]));
    }
}
