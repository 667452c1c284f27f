using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Spectre.Console;

namespace Phederation.Fuzz.Output;

/// <summary>Shows a campaign: each fault as it is found, and now and then a line that says how it goes.</summary>
internal sealed class ConsoleObserver(IAnsiConsole console, TimeProvider time) : ICampaignObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private int _operations;
    private long _last;
    private long _lastRequests;

    public void Started(JournalHeader header, CampaignTally tally)
    {
        _operations = header.Operations.Count;
        (_last, _lastRequests) = (time.GetTimestamp(), tally.Requests);
        Consoles.Line(
            console,
            tally.Scenarios == 0
                ? $"{header.Model}: {_operations} operations, {header.Oracles.Count} oracles, seed {header.Seed}, shard {header.Shards}"
                : $"{header.Model}: goes on after {tally.Scenarios} scenarios, {tally.Requests} requests and {tally.BucketCount} faults"
        );
    }

    public void Ran(JournalRun run, CampaignTally tally)
    {
        var since = time.GetElapsedTime(_last);
        if (since < Interval)
        {
            return;
        }

        var rate = (tally.Requests - _lastRequests) / since.TotalSeconds;
        (_last, _lastRequests) = (time.GetTimestamp(), tally.Requests);
        Consoles.Line(
            console,
            $"  {tally.Elapsed.TotalSeconds, 6:0} s  {tally.Requests, 9} requests  {rate, 7:0}/s  {tally.Succeeded}/{_operations} operations  "
                + $"{tally.Features} answers  {tally.BucketCount} faults",
            "grey"
        );
    }

    public void Found(BucketSummary bucket) =>
        Consoles.Line(
            console,
            $"  {bucket.Key.Id}  {bucket.Severity.ToString().ToLowerInvariant()}: {bucket.Key}",
            StyleOf(bucket.Severity)
        );

    public void Judged(BucketSummary bucket) =>
        Consoles.Line(
            console,
            bucket.Verdict == BucketVerdict.Confirmed
                ? $"  {bucket.Key.Id}  confirmed"
                : $"  {bucket.Key.Id}  flaky: seen again {bucket.Seen} of {bucket.Tries} times",
            "grey"
        );

    public void Notice(string text) => Consoles.Line(console, $"  ! {text}", "yellow");

    private static string StyleOf(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Critical => "bold red",
            FindingSeverity.Error => "red",
            FindingSeverity.Warning => "yellow",
            _ => "",
        };
}
