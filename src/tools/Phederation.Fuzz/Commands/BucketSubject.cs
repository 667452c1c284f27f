using System.CommandLine;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Reproducing;
using Phederation.Fuzzing.Sending;
using Phederation.Text;

namespace Phederation.Fuzz.Commands;

/// <summary>A fault of a campaign, and the target that it is tried on again.</summary>
internal sealed class BucketSubject : IAsyncDisposable
{
    private readonly TargetSubject _subject;
    private readonly ScenarioRunner _runner;

    private BucketSubject(
        TargetSubject subject,
        ScenarioRunner runner,
        BucketSummary bucket,
        ScenarioSequence sequence,
        BucketReplay replay
    )
    {
        (_subject, _runner) = (subject, runner);
        (Bucket, Sequence, Replay) = (bucket, sequence, replay);
    }

    /// <summary>The fault.</summary>
    public BucketSummary Bucket { get; }

    /// <summary>The scenarios that show it.</summary>
    public ScenarioSequence Sequence { get; }

    /// <summary>Tries it.</summary>
    public BucketReplay Replay { get; }

    /// <summary>Finds the fault and opens the target.</summary>
    /// <exception cref="FuzzException">There is no such fault, or its scenarios are not all in the journal.</exception>
    public static async Task<BucketSubject> OpenAsync(
        GlobalOptions options,
        RunOptions own,
        Argument<string> bucket,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var folder = parsed.GetValue(own.Folder)!;
        var journal = CampaignJournal.Read(folder);
        var found = Find(journal, parsed.GetValue(bucket)!);
        var sequence =
            ScenarioSequence.Of(journal, found.Scenario)
            ?? throw new FuzzException(
                FuzzErrorKind.Missing,
                $"The journal lacks scenarios that {found.Key.Id} needs.",
                "Join the journals of all shards, and take the joined one."
            );
        var target = RunCommand.TargetOf(options, own, parsed);
        var model = options.Models.Make(parsed.GetValue(options.Model)!);
        var subject = await TargetSubject.OpenAsync(own, parsed, folder, cancellationToken);
        try
        {
            var runner = await ScenarioRunner.CreateAsync(
                target,
                subject.Control,
                subject.Watch,
                null,
                TimeProvider.System,
                cancellationToken
            );
            return new BucketSubject(subject, runner, found, sequence, new BucketReplay(runner, CampaignOracles.Of(model, target)));
        }
        catch
        {
            await subject.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        await _subject.DisposeAsync();
    }

    private static BucketSummary Find(CampaignJournal journal, string id)
    {
        if (journal.Bucket(id) is { } found)
        {
            return found;
        }

        var near = NearestName.Find(id, journal.Buckets.Select(bucket => bucket.Key.Id));
        throw new FuzzException(
            FuzzErrorKind.Usage,
            $"The campaign has no fault '{id}', or more than one that begins so.",
            near is not null ? $"Did you mean {near}?" : "'phederation-fuzz report FOLDER' lists them."
        );
    }
}
