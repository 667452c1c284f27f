using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Spectre.Console;

namespace Phederation.Fuzz.Output;

/// <summary>What a campaign came to, as text: the faults, worst first, and the figures.</summary>
internal static class ResultView
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, JournalHeader header, CampaignJournal journal)
    {
        foreach (var bucket in journal.Buckets.OrderByDescending(bucket => bucket.Severity).ThenBy(bucket => bucket.FoundAfter))
        {
            Consoles.Line(
                console,
                $"{bucket.Key.Id}  {bucket.Severity.ToString().ToLowerInvariant(), -8}  {Word(bucket.Verdict), -9}  {bucket.Count, 6}x  {bucket.Key}"
            );
        }

        var rate = journal.Elapsed > TimeSpan.Zero ? journal.Requests / journal.Elapsed.TotalSeconds : 0;
        Consoles.Line(
            console,
            $"{journal.ScenarioCount} scenarios, {journal.Requests} requests in {journal.Elapsed.TotalSeconds:0.0} s ({rate:0}/s), "
                + $"{journal.Operations.Count(operation => operation.Succeeded)} of {header.Operations.Count} operations succeeded, "
                + $"{journal.Coverage[^1].Features} different answers, {journal.Buckets.Count} faults of which "
                + $"{journal.Buckets.Count(bucket => bucket.Verdict == BucketVerdict.Confirmed)} are confirmed"
        );
    }

    private static string Word(BucketVerdict verdict) =>
        verdict switch
        {
            BucketVerdict.Confirmed => "confirmed",
            BucketVerdict.Flaky => "flaky",
            _ => "open",
        };
}
