using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;

namespace Phederation.Fuzzing.Campaigns;

/// <content>The running itself.</content>
public sealed partial class Campaign
{
    // What is under way when the time is over.
    private static readonly TimeSpan AfterTime = TimeSpan.FromSeconds(2);

    private TimeSpan _before;
    private long _start;

    // What the parts before this one used; of this one the runner knows also what no record has: probes, logins, a scenario that was cut off.
    private (long Requests, long Bytes) _usedBefore;

    private TimeSpan Elapsed => _start == 0 ? _before : _before + _time.GetElapsedTime(_start);

    private async Task<EndReason> RunAsync(ScenarioRunner runner, JournalWriter journal, CancellationToken cancellationToken)
    {
        _usedBefore = (_state.Tally.Requests, _state.Tally.Bytes);
        _start = _time.GetTimestamp();

        // What is under way when the time is over may come to its end; what takes too long for that is cut off.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_options.Budget.Time is { } time)
        {
            limit.CancelAfter(Max(TimeSpan.Zero, time - _before) + Max(AfterTime, time / 10));
        }

        var confirmation = new BucketConfirmation(runner, _judge, _options.Confirmations);
        var reason = await RunAsync(confirmation, runner, journal, limit.Token, cancellationToken);
        if (reason == EndReason.Time)
        {
            await ConfirmLateAsync(confirmation, runner, journal, cancellationToken);
        }

        return reason;
    }

    private async Task<EndReason> RunAsync(
        BucketConfirmation confirmation,
        ScenarioRunner runner,
        JournalWriter journal,
        CancellationToken limit,
        CancellationToken cancellationToken
    )
    {
        var planner = new ScenarioPlanner(_model, _state, [.. _target.Actors.Select(actor => actor.Name)], _options);
        try
        {
            await ConfirmAsync(OpenBuckets(), confirmation, runner, journal, limit);
            while (true)
            {
                if (UsedUp(runner) is { } reason)
                {
                    return reason;
                }

                var plan = planner.Next(_options.Shard.Number(_state.Place));
                if (_options.Budget.Requests is { } requests && !Fits(plan.Scenario, confirmation, requests, runner, journal))
                {
                    return EndReason.Requests;
                }

                if (!await RunAsync(plan, planner, confirmation, runner, journal, limit))
                {
                    return EndReason.TargetGone;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return EndReason.Time;
        }
    }

    // False when the target is gone and doesn't come back.
    private async Task<bool> RunAsync(
        CampaignPlan plan,
        ScenarioPlanner planner,
        BucketConfirmation confirmation,
        ScenarioRunner runner,
        JournalWriter journal,
        CancellationToken cancellationToken
    )
    {
        var outcome = await runner.RunAsync(plan.Scenario, _state.Pool, cancellationToken);
        var run = new JournalRun
        {
            Run = outcome.Run,
            Findings = _judge.Judge(outcome.Run),
            At = Elapsed,
            Origin = plan.Origin,
            ComposedFor = plan.ComposedFor,
            Bytes = outcome.Bytes,
            Signals = await SignalsAsync(plan, planner, cancellationToken),
        };
        journal.Add(run);
        var found = _state.Add(run);
        _observer.Ran(run, _state.Tally);
        foreach (var bucket in found)
        {
            _observer.Found(bucket);
        }

        if (!outcome.Run.Condition.IsServing && !await RevivedAsync(runner, cancellationToken))
        {
            return false;
        }

        await ConfirmAsync(found, confirmation, runner, journal, cancellationToken);
        return true;
    }

    // What was seen of the target elsewhere, where it is the second time; the first time it is only noted to be looked for again.
    private async ValueTask<IReadOnlyList<string>> SignalsAsync(
        CampaignPlan plan,
        ScenarioPlanner planner,
        CancellationToken cancellationToken
    )
    {
        if (Novelty is null)
        {
            return [];
        }

        var seen = await Novelty.TakeAsync(cancellationToken);
        if (plan.Origin == ScenarioOrigin.Repeated)
        {
            return _state.Signals.Judge(plan.Signals, seen);
        }

        if (_state.Signals.Unknown(seen) is { Count: > 0 } unknown)
        {
            planner.Repeat(plan.Scenario, unknown);
        }

        return [];
    }

    private async Task ConfirmAsync(
        IEnumerable<BucketSummary> buckets,
        BucketConfirmation confirmation,
        ScenarioRunner runner,
        JournalWriter journal,
        CancellationToken cancellationToken
    )
    {
        foreach (var together in buckets.GroupBy(bucket => bucket.Scenario).ToList())
        {
            var left = _options.Budget.Requests - Used(runner).Requests;
            foreach (var found in await confirmation.TryAsync([.. together], FindIn(journal), left, cancellationToken))
            {
                var verdict = found with { At = Elapsed };
                journal.Add(verdict);
                _state.Add(verdict);
                _observer.Judged(_state.Tally.Bucket(verdict.Bucket)!);
            }

            // The runs of the confirmation are no scenarios of the campaign: what they showed elsewhere is not kept.
            _ = Novelty is null ? [] : await Novelty.TakeAsync(cancellationToken);
        }
    }

    // What was found in the last moments is tried again beyond the time, but not for long: what stays open counts for no gate.
    private async Task ConfirmLateAsync(
        BucketConfirmation confirmation,
        ScenarioRunner runner,
        JournalWriter journal,
        CancellationToken cancellationToken
    )
    {
        var open = OpenBuckets().OrderByDescending(bucket => bucket.Severity).ToList();
        if (open.Count == 0)
        {
            return;
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_options.ConfirmationTime);
        try
        {
            // What was cut off may have left it down.
            if (await runner.IsServingAsync(late.Token) || await runner.ReviveAsync(late.Token))
            {
                await ConfirmAsync(open, confirmation, runner, journal, late.Token);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _observer.Notice("There was no time left to try the last faults again: they stay open.");
        }
    }

    private async Task WaitForTargetAsync(ScenarioRunner runner, CancellationToken cancellationToken)
    {
        // A target that nobody controls is there or isn't; one that was just started may need its time.
        var isServing =
            _control.Events.Count > 0
                ? await runner.WaitUntilServingAsync(cancellationToken)
                : await runner.IsServingAsync(cancellationToken);
        if (!isServing)
        {
            throw new FuzzException(
                FuzzErrorKind.Missing,
                $"Nothing answers at {_target.Base.GetLeftPart(UriPartial.Authority)}{_target.BasePath}.",
                "Start the target, or look at its address."
            );
        }
    }

    private async Task<bool> RevivedAsync(ScenarioRunner runner, CancellationToken cancellationToken)
    {
        _observer.Notice("The target doesn't serve: waiting for it.");
        if (await runner.ReviveAsync(cancellationToken))
        {
            return true;
        }

        _observer.Notice($"The target didn't serve again within {_target.RecoveryLimit.TotalSeconds:0} s.");
        return false;
    }

    private IEnumerable<BucketSummary> OpenBuckets() => _state.Tally.Buckets.Where(bucket => bucket.Verdict == BucketVerdict.Open);

    // Whether there is room for a scenario, and for trying again what it may find.
    private bool Fits(Scenario scenario, BucketConfirmation confirmation, long budget, ScenarioRunner runner, JournalWriter journal)
    {
        var left = budget - Used(runner).Requests;
        return scenario.Steps.OfType<RequestStep>().Count() + confirmation.Kept(scenario, FindIn(journal), budget, left) <= left;
    }

    private EndReason? UsedUp(ScenarioRunner runner) =>
        Used(runner) is var used ? _options.Budget.UsedUp(used.Requests, Elapsed, used.Bytes) : null;

    private (long Requests, long Bytes) Used(ScenarioRunner runner) =>
        (_usedBefore.Requests + runner.Requests, _usedBefore.Bytes + runner.Bytes);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
