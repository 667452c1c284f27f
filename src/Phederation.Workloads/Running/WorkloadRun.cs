using Phederation.Containers.Engine;
using Phederation.Workloads.Reading;
using Phederation.Workloads.Sql;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>One run: goes through the steps, tells the observer, and turns what goes wrong into one exception with all that is known.</summary>
internal sealed class WorkloadRun : IAsyncDisposable
{
    private const int LogTailLength = 4000;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _time;
    private readonly Workload _workload;
    private readonly WorkloadTarget _target;
    private readonly IWorkloadObserver? _observer;
    private readonly SqlSources _sources;
    private readonly Normaliser _normaliser;
    private readonly PeerContainers _peers;
    private readonly StepExecutor _executor;
    private readonly string _container;
    private readonly List<TranscriptStep> _answers = [];

    public WorkloadRun(
        EngineClient engine,
        TimeProvider time,
        Workload workload,
        WorkloadTarget target,
        RunResources resources,
        IWorkloadObserver? observer
    )
    {
        (_time, _workload, _target, _observer) = (time, workload, target, observer);
        _container = resources.Name;
        _sources = new SqlSources(workload.Accounts, name => resources.Secrets[name]);
        _normaliser = new Normaliser(workload.Rules);
        _normaliser.Hide(resources.Name, "<container>");
        foreach (var secret in resources.Secrets.Values.Where(secret => secret.Length > 0))
        {
            _normaliser.Hide(secret, "<secret>");
        }

        _peers = new PeerContainers(engine, time, target, resources.Names);
        _executor = new StepExecutor(engine, time, target, workload.Service, _peers, resources, _sources, _normaliser, Tell);
    }

    private Transcript Transcript =>
        new()
        {
            WorkloadSha256 = _workload.Sha256,
            ImageId = _target.ImageId,
            Steps = [.. _answers],
        };

    public async Task<Transcript> RunAsync(CancellationToken giveUp, CancellationToken cancellationToken)
    {
        await StartPeersAsync(cancellationToken);
        using var total = new CancellationTokenSource(_workload.Service.TotalLimit, _time);
        var ends = new RunEnds(_workload.Service.TotalLimit, total.Token, giveUp);
        var count = _workload.Steps.Count + 1;
        for (var i = 0; i < _workload.Steps.Count; i++)
        {
            var step = _workload.Steps[i];
            var notice = new StepNotice(step.Id, step.Head.Phase, Names.Of(step.Kind), i + 1, count) { Container = _container };
            await RunStepAsync(step, notice, ends, cancellationToken);
        }

        await TearDownAsync(count, cancellationToken);
        return Transcript;
    }

    private void Tell(bool isServing) => _observer?.Tell(isServing);

    public ValueTask DisposeAsync() => _sources.DisposeAsync();

    private async Task StartPeersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _peers.StartAsync(_workload.Peers, cancellationToken);
        }
        catch (StepFailedException exception)
        {
            throw new WorkloadFailedException(
                "peers",
                exception.Location ?? _workload.Peers[0].Location,
                _normaliser.Apply(exception.Message),
                "",
                Transcript,
                exception
            );
        }
    }

    private async Task RunStepAsync(WorkloadStep step, StepNotice notice, RunEnds ends, CancellationToken cancellationToken)
    {
        if (_observer is not null)
        {
            await _observer.StepStartingAsync(notice, cancellationToken);
        }

        var answer = new AnswerText(_normaliser);
        var began = _time.GetTimestamp();
        var failure = await TryAsync(step, answer, ends, cancellationToken);
        var outcome = failure is null ? StepOutcome.Passed : StepOutcome.Failed;
        var entry = new TranscriptStep(step.Id, Names.Of(step.Head.Phase), notice.Kind, outcome, answer.Lines);
        _answers.Add(entry);
        if (_observer is not null)
        {
            await _observer.StepEndedAsync(notice, entry, _time.GetElapsedTime(began), cancellationToken);
        }

        if (failure is not null)
        {
            var tail = await LogTailAsync();
            await TearDownAsync(notice.Count, cancellationToken);
            throw new WorkloadFailedException(
                step.Id,
                failure.Location ?? step.Head.Location,
                _normaliser.Apply(failure.Message),
                tail,
                Transcript,
                failure
            );
        }
    }

    /// <summary>Runs a step within its limit; what went wrong is returned, except that the caller cancelled.</summary>
    private async Task<StepFailedException?> TryAsync(
        WorkloadStep step,
        AnswerText answer,
        RunEnds ends,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(step.Head.Limit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ends.Total, ends.GiveUp, cancellationToken);
        try
        {
            await _executor.RunAsync(step, answer, linked.Token);
            return null;
        }
        catch (Exception exception) when (exception is StepFailedException or EngineException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var location = (exception as StepFailedException)?.Location;
            var reason = exception is OperationCanceledException ? "it didn't end" : exception.Message;
            return linked.IsCancellationRequested
                ? new StepFailedException($"{ends.Describe(step.Head.Limit)}: {reason}", location, exception)
                : exception as StepFailedException ?? new StepFailedException(reason, null, exception);
        }
    }

    /// <summary>Ends what still runs as the engine would, so that an observer sees the end of the service too.</summary>
    private async Task TearDownAsync(int count, CancellationToken cancellationToken)
    {
        var notice = new StepNotice(StepNotice.TeardownId, WorkloadPhase.Shutdown, "stop", count, count) { Container = _container };
        if (_observer is not null)
        {
            await _observer.StepStartingAsync(notice, cancellationToken);
        }

        var began = _time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWords);
        try
        {
            await _executor.EndAsync(limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_observer is not null)
        {
            await _observer.StepEndedAsync(notice, null, _time.GetElapsedTime(began), cancellationToken);
        }
    }

    private async Task<string> LogTailAsync()
    {
        using var limit = new CancellationTokenSource(LastWords);
        try
        {
            var log = await _executor.LogAsync(limit.Token);
            var lines = (log.Length > LogTailLength ? log[^LogTailLength..] : log).Split('\n').TakeLast(20);
            return _normaliser.Apply(string.Join('\n', lines));
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            return $"(it can't be read: {exception.Message})";
        }
    }
}
