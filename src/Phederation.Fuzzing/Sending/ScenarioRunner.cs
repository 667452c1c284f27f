using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Fuzzing.Sending.Events;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Sending.Wire;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Sending;

/// <summary>Runs scenarios at a target, one after the other.</summary>
public sealed class ScenarioRunner : IAsyncDisposable
{
    // A process that is about to end may take a connection once more.
    private static readonly TimeSpan LastBreath = TimeSpan.FromMilliseconds(50);

    private readonly FuzzTarget _target;
    private readonly HttpSender _sender;
    private readonly ITargetControl _control;
    private readonly ITargetWatch _watch;
    private readonly RequestPacer _pacer;
    private readonly TimeProvider _time;
    private readonly ActorSessions _sessions;
    private readonly ServingProbe _probe;
    private readonly SocketEvents _sockets;
    private TargetVitals? _vitals;

    private ScenarioRunner(
        FuzzTarget target,
        HttpSender sender,
        ITargetControl control,
        ITargetWatch watch,
        RequestPacer pacer,
        TimeProvider time
    )
    {
        (_target, _sender, _control, _watch, _pacer, _time) = (target, sender, control, watch, pacer, time);
        _sessions = new ActorSessions(target, sender, time);
        _probe = new ServingProbe(target, sender, time);
        _sockets = new SocketEvents(sender.Connector);
    }

    /// <summary>How many requests went out, logins and probes too.</summary>
    public long Requests => _sender.Requests;

    /// <summary>How many bytes went to the target and came from it.</summary>
    public long Bytes => _sender.Bytes;

    /// <summary>Looks the target up. Nothing is sent yet.</summary>
    /// <param name="target">The target.</param>
    /// <param name="control">Who can make things happen to it.</param>
    /// <param name="watch">Who sees what becomes of it.</param>
    /// <param name="pacer">Holds requests back; null doesn't.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the looking up.</param>
    /// <exception cref="FuzzException">The target isn't allowed, or its host isn't known.</exception>
    public static async Task<ScenarioRunner> CreateAsync(
        FuzzTarget target,
        ITargetControl control,
        ITargetWatch watch,
        RequestPacer? pacer,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        new(
            target,
            await HttpSender.CreateAsync(target, time, cancellationToken),
            control,
            watch,
            pacer ?? new RequestPacer(null, time),
            time
        );

    /// <summary>Waits until the target serves; false when it doesn't within <see cref="FuzzTarget.RecoveryLimit"/>.</summary>
    public async Task<bool> WaitUntilServingAsync(CancellationToken cancellationToken) =>
        await _probe.WaitAsync(cancellationToken) is not null;

    /// <summary>Whether the target serves now.</summary>
    public Task<bool> IsServingAsync(CancellationToken cancellationToken) => _probe.AskAsync(cancellationToken);

    /// <summary>Starts the target again where it has ended and somebody can; returns whether it serves then.</summary>
    public async Task<bool> ReviveAsync(CancellationToken cancellationToken)
    {
        await _control.ReviveAsync(cancellationToken);
        _sessions.Forget();
        var serves = await WaitUntilServingAsync(cancellationToken);
        _vitals = await _watch.LookAsync(cancellationToken);
        return serves;
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="earlier">What earlier scenarios captured.</param>
    /// <param name="cancellationToken">Ends it; what was taken from the target is given back all the same.</param>
    public async Task<ScenarioOutcome> RunAsync(Scenario scenario, ICaptureSource earlier, CancellationToken cancellationToken)
    {
        var (requests, bytes, start) = (_sender.Requests, _sender.Bytes, _time.GetTimestamp());
        _vitals ??= await _watch.LookAsync(cancellationToken);
        var results = new StepResult[scenario.Steps.Count];
        var done = 0;
        try
        {
            foreach (var step in scenario.Steps)
            {
                results[done] = step switch
                {
                    RequestStep request => await RunAsync(
                        scenario,
                        request,
                        new ArraySegment<StepResult>(results, 0, done),
                        earlier,
                        cancellationToken
                    ),
                    EventStep happening => new StepResult { Event = await RunAsync(happening, cancellationToken) },
                    _ => throw new NotSupportedException($"A step of the type {step.GetType().Name} can't be run."),
                };
                done++;
            }
        }
        finally
        {
            await RestoreAsync(scenario, results, done, cancellationToken);
        }

        var condition = await ConditionAsync(scenario, results, cancellationToken);
        return new ScenarioOutcome(
            new ScenarioRun(scenario, results, condition),
            _sender.Requests - requests,
            _sender.Bytes - bytes,
            _time.GetElapsedTime(start)
        );
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private async Task<StepResult> RunAsync(
        Scenario scenario,
        RequestStep step,
        ArraySegment<StepResult> before,
        ICaptureSource earlier,
        CancellationToken cancellationToken
    )
    {
        var request = ScenarioReferences.Fill(
            step.Request,
            reference =>
                reference.Scenario is { } number && number != scenario.Number
                    ? earlier.Captured(number, reference.Step, reference.Name) ?? ""
                : reference.Step < before.Count ? before[reference.Step].Captured.GetValueOrDefault(reference.Name, "")
                : ""
        );
        await _pacer.WaitAsync(cancellationToken);
        var answer = await SendAsync(request, cancellationToken);
        if (answer.Status == 401 && _sessions.Renews(request.Actor))
        {
            answer = await SendAsync(request, cancellationToken);
        }

        return new StepResult
        {
            Sent = request,
            Answer = answer,
            Captured = AnswerCaptures.Of(step, answer, _target.Base),
        };
    }

    private async Task<FuzzAnswer> SendAsync(FuzzRequest request, CancellationToken cancellationToken)
    {
        var authorization = await _sessions.AuthorizationAsync(request.Actor, cancellationToken);
        return _sessions.Mask.Apply(await _sender.SendAsync(request, authorization, cancellationToken));
    }

    private async Task<EventResult> RunAsync(EventStep step, CancellationToken cancellationToken)
    {
        int? exitCode = null;
        if (TargetEvents.OfSockets.Contains(step.Event))
        {
            await _sockets.RunAsync(step.Event, _probe.Bytes, cancellationToken);
        }
        else if (_control.Events.Contains(step.Event))
        {
            exitCode = await _control.CauseAsync(step.Event, cancellationToken);
            if (step.Event is TargetEvent.Restart or TargetEvent.Kill)
            {
                _sessions.Forget();
            }
        }
        else
        {
            return new EventResult(IsDone: false, Recovered: null);
        }

        // What lasts is over at the scenario's end: only then the target has to serve again.
        return TargetEvents.Lasting.Contains(step.Event)
            ? new EventResult(IsDone: true, Recovered: null, exitCode)
            : new EventResult(IsDone: true, await _probe.WaitAsync(cancellationToken), exitCode);
    }

    private async Task RestoreAsync(Scenario scenario, StepResult[] results, int done, CancellationToken cancellationToken)
    {
        var lasting = Enumerable
            .Range(0, Math.Min(done + 1, results.Length))
            .Where(at => scenario.Steps[at] is EventStep { Event: var happening } && TargetEvents.Lasting.Contains(happening))
            .ToList();
        if (lasting.Count == 0)
        {
            return;
        }

        // Also after an interruption: a database that was taken away is not left so.
        await _control.RestoreAsync(CancellationToken.None);
        foreach (var at in lasting.Where(at => results[at]?.Event is { IsDone: true }))
        {
            results[at] = results[at] with { Event = results[at].Event! with { Recovered = await _probe.WaitAsync(cancellationToken) } };
        }
    }

    private async Task<TargetCondition> ConditionAsync(Scenario scenario, StepResult[] results, CancellationToken cancellationToken)
    {
        // The last answer shows that it serves, and costs nothing; only where there is none it is asked.
        var isServing = results.LastOrDefault() is { Answer: { Fault: null } } or null;
        if (!isServing)
        {
            if (results[^1].Answer?.Fault == TransportFault.Closed)
            {
                await Task.Delay(LastBreath, _time, cancellationToken);
            }

            isServing = await _probe.AskAsync(cancellationToken);
        }

        var before = _vitals!;
        _vitals = await _watch.LookAsync(cancellationToken);
        return new TargetCondition(
            isServing,
            _vitals.UnaskedEnds - before.UnaskedEnds,
            _vitals.OutOfMemoryEnds > before.OutOfMemoryEnds,
            _vitals.MemoryBytes
        );
    }
}
