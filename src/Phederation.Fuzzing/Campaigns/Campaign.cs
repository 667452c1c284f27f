using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Campaigns.Events;
using Phederation.Fuzzing.Campaigns.Novelty;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sharding;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>
/// Runs scenarios at a target, one after the other, until its budget is used up: chosen by what brings something new, judged by oracles, kept in a
/// journal. One request at a time: what happens can be told from whose request it was, and the same seed makes the same campaign.
/// </summary>
public sealed partial class Campaign
{
    private readonly CampaignOptions _options;
    private readonly IServiceModel _model;
    private readonly IReadOnlyList<IOracle> _oracles;
    private readonly FuzzTarget _target;
    private readonly ITargetControl _control;
    private readonly ITargetWatch _watch;
    private readonly ICampaignObserver _observer;
    private readonly TimeProvider _time;
    private readonly CampaignState _state;
    private readonly RunJudge _judge;

    /// <summary>Puts a campaign together; nothing is sent or written yet.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="model">What the target is.</param>
    /// <param name="oracles">What must hold, of the model and of every service.</param>
    /// <param name="target">The target.</param>
    /// <param name="control">Who can make things happen to it.</param>
    /// <param name="watch">Who sees what becomes of it.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FuzzException">The options don't go together.</exception>
    public Campaign(
        CampaignOptions options,
        IServiceModel model,
        IReadOnlyList<IOracle> oracles,
        FuzzTarget target,
        ITargetControl control,
        ITargetWatch watch,
        ICampaignObserver observer,
        TimeProvider time
    )
    {
        if (target.AllowedHosts.Count > 0 && options.Budget.Requests is null)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{target.Base.Host} is asked without a limit.",
                "A host beside this machine is asked so many times and no more: add --requests N."
            );
        }

        (_options, _model, _oracles, _target) = (options, model, oracles, target);
        (_control, _watch, _observer, _time) = (control, watch, observer, time);
        var isControlled = control.Events.Count > 0;
        _state = new CampaignState(
            model,
            options,
            new EventPacer(
                control.Events.Concat(TargetEvents.OfSockets),
                isControlled ? options.EventShare : options.SocketShare,
                measures: isControlled && options.Budget.Time is not null
            )
        );
        _judge = new RunJudge(oracles, observer.Notice);
    }

    /// <summary>What the target does beside its answers; null has nobody look.</summary>
    public INoveltySource? Novelty { get; init; }

    /// <summary>Runs it to its end: by its budget, by cancellation, or by the target's.</summary>
    /// <param name="cancellationToken">Ends it in order; that is a result.</param>
    /// <exception cref="FuzzException">The target isn't there or not allowed, the folder is another campaign's, the disk is full, and so on.</exception>
    public async Task<CampaignResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var runner = await ScenarioRunner.CreateAsync(
            _target,
            _control,
            _watch,
            new RequestPacer(_options.Rate, _time),
            _time,
            cancellationToken
        );

        // Before anything is written: a mistyped address leaves no campaign behind.
        await WaitForTargetAsync(runner, cancellationToken);
        using var journal = Open();
        EndReason reason;
        try
        {
            reason = await RunAsync(runner, journal, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            reason = EndReason.Interrupted;
        }

        journal.Add(new JournalEnd(reason, Elapsed));
        return new CampaignResult(reason, _state.Tally, CorpusBuilder.Build(_model.Name, _state.Candidates, FindIn(journal)));
    }

    private JournalWriter Open()
    {
        var header = Header();
        if (!_options.Resumes || !JournalWriter.IsBegunIn(_options.Folder))
        {
            if (_options.Resumes)
            {
                _observer.Notice($"{_options.Folder}: there is no campaign to go on with: it begins.");
            }

            var begun = JournalWriter.Create(_options.Folder, header, _time);
            _observer.Started(header, _state.Tally);
            return begun;
        }

        return JournalWriter.Resume(
            _options.Folder,
            () =>
            {
                var journal = CampaignJournal.Read(_options.Folder, record => _state.Restore(record, _options.Shard));
                CampaignFit.Check(journal.Header, header, _options.Folder);
                foreach (var notice in journal.Notices)
                {
                    _observer.Notice(notice);
                }

                _before = journal.Elapsed;
                _observer.Started(journal.Header, _state.Tally);
                return journal;
            },
            _time
        );
    }

    private JournalHeader Header() =>
        new()
        {
            Model = _model.Name,
            Seed = _options.Seed,
            Shards = ShardSet.Of(_options.Shard),
            BasePath = _target.BasePath,
            Tool = _options.Tool,
            Started = _time.GetUtcNow(),
            Actors = [.. _target.Actors.Select(actor => actor.Name)],
            Operations = JournalHeader.OperationsOf(_model),
            Oracles = [.. _oracles.Select(oracle => new JournalOracle(oracle.Name, oracle.Rule))],
        };

    private static Func<long, Scenario?> FindIn(JournalWriter journal) => number => journal.Run(number)?.Run.Scenario;
}
