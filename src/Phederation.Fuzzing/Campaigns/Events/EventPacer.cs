using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Campaigns.Events;

/// <summary>
/// Decides when something happens to the target, and what: so often that it takes a share of the campaign. With a time to keep, the share is of the time
/// that was measured, since a restart of one target takes as long as a thousand requests and of another as ten; without one it is of the time that such
/// things take as a rule, so that the same seed makes the same campaign.
/// </summary>
internal sealed class EventPacer
{
    // Before the first event there should be something that it can happen to.
    private const int FirstScenarios = 24;

    private static readonly TimeSpan UsualRequest = TimeSpan.FromMilliseconds(2);

    private readonly IReadOnlyList<TargetEvent> _events;
    private readonly double _share;
    private readonly bool _measures;
    private readonly Dictionary<TargetEvent, int> _counts = [];
    private TimeSpan _ofEvents;
    private TimeSpan _ofAll;
    private int _scenarios;

    /// <summary>Begins with nothing that happened.</summary>
    /// <param name="events">What can happen.</param>
    /// <param name="share">Which share of the campaign it takes, from 0 to below 1.</param>
    /// <param name="measures">Whether the share is of measured time.</param>
    public EventPacer(IEnumerable<TargetEvent> events, double share, bool measures)
    {
        _events = [.. events.Distinct().Order()];
        (_share, _measures) = (share, measures);
    }

    /// <summary>What happens next; null when nothing is due. What happened least comes first.</summary>
    public TargetEvent? Next(FuzzRandom random)
    {
        if (_events.Count == 0 || _share <= 0 || _scenarios < FirstScenarios || _ofEvents >= _ofAll * _share)
        {
            return null;
        }

        var least = _events.Min(happening => _counts.GetValueOrDefault(happening));
        return random.Pick([.. _events.Where(happening => _counts.GetValueOrDefault(happening) == least)]);
    }

    /// <summary>Counts a scenario that was run.</summary>
    /// <param name="run">The scenario and what came of it.</param>
    /// <param name="took">How long it took.</param>
    public void Add(ScenarioRun run, TimeSpan took)
    {
        _scenarios++;
        var usual = run.Scenario.Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + (step is EventStep e ? Usual(e.Event) : UsualRequest));
        var time = _measures ? took : usual;
        _ofAll += time;
        var happened = run.Scenario.Steps.OfType<EventStep>().ToList();
        foreach (var step in happened)
        {
            _counts[step.Event] = _counts.GetValueOrDefault(step.Event) + 1;
        }

        _ofEvents += happened.Count > 0 ? time : TimeSpan.Zero;
    }

    // What one takes at a service of middle size.
    private static TimeSpan Usual(TargetEvent happening) =>
        TimeSpan.FromMilliseconds(
            happening switch
            {
                TargetEvent.Restart or TargetEvent.Kill => 3000,
                TargetEvent.DependencyRestart => 5000,
                TargetEvent.DependencyAway => 6000,
                TargetEvent.DiskFull => 2000,
                TargetEvent.Reload => 200,
                _ when TargetEvents.OfSockets.Contains(happening) => 300,
                _ => 1000,
            }
        );
}
