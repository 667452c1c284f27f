using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns.Pool;

/// <summary>
/// The resources at the target: those that should be there, those that were deleted, each with what was captured when it was made. Bounded for each
/// kind. It knows only what the runs that it was shown say: the same runs make the same pool.
/// </summary>
public sealed class ResourcePool : IResourceView, ICaptureSource
{
    /// <summary>How many live ones of a kind are remembered.</summary>
    public const int MostLive = 256;

    /// <summary>How many deleted ones of a kind are remembered.</summary>
    public const int MostDeleted = 64;

    private readonly OrderedDictionary<string, ResourceShelf> _live = [];
    private readonly OrderedDictionary<string, ResourceShelf> _deleted = [];
    private readonly Dictionary<(long Scenario, int Step), PooledResource> _known = [];
    private readonly Dictionary<ResourceReference, long> _deleters = [];

    /// <summary>Called when the first live resource of a kind comes, or the last goes.</summary>
    internal Action<string>? Changed { get; set; }

    /// <summary>Whether a live one of a kind is there.</summary>
    public bool Has(string kind) => _live.TryGetValue(kind, out var shelf) && shelf.Count > 0;

    /// <inheritdoc />
    public PooledResource? Live(string? kind, FuzzRandom random) => Pick(_live, kind, random);

    /// <inheritdoc />
    public PooledResource? Deleted(string? kind, FuzzRandom random) => Pick(_deleted, kind, random);

    /// <inheritdoc />
    public PooledResource? Denied(string? kind, string actor, FuzzRandom random)
    {
        bool IsDenied(PooledResource resource) => resource.Owner != actor && resource.Owner != FuzzRequest.Anonymous;
        if (kind is not null)
        {
            return _live.TryGetValue(kind, out var shelf) ? shelf.Pick(random, IsDenied) : null;
        }

        var found = _live.Values.Select(shelf => shelf.Pick(random, IsDenied)).OfType<PooledResource>().ToList();
        return found.Count == 0 ? null : random.Pick(found);
    }

    /// <inheritdoc />
    public string? Captured(long scenario, int step, string name) =>
        _known.GetValueOrDefault((scenario, step))?.Captured.GetValueOrDefault(name);

    /// <summary>Whether all resources that a scenario uses of earlier ones are remembered.</summary>
    public bool Knows(Scenario scenario) =>
        scenario
            .Steps.OfType<RequestStep>()
            .Select(step => step.Uses)
            .OfType<ResourceReference>()
            .All(uses => uses.Scenario == scenario.Number || _known.ContainsKey((uses.Scenario, uses.Step)));

    /// <summary>The scenario that deleted a resource; null when it wasn't.</summary>
    public long? DeletedBy(ResourceReference reference) => _deleters.TryGetValue(reference, out var scenario) ? scenario : null;

    /// <summary>Takes in what a run made, deleted and missed.</summary>
    public void Add(ScenarioRun run)
    {
        for (var at = 0; at < run.Results.Count; at++)
        {
            if (run.Scenario.Steps[at] is RequestStep step && run.Results[at] is { Answer: { Fault: null } answer } result)
            {
                Add(run.Scenario.Number, at, step, answer, result);
            }
        }
    }

    private void Add(long scenario, int at, RequestStep step, FuzzAnswer answer, StepResult result)
    {
        var succeeded = answer.Status is >= 200 and < 300;
        if (succeeded && step.Produces is { } kind && result.Captured.TryGetValue("id", out var id) && id.Length > 0)
        {
            var made = new PooledResource(new ResourceReference(kind, scenario, at), step.Request.Actor, result.Captured);
            _known[(scenario, at)] = made;
            Put(_live, made, MostLive);
        }

        if (step.Uses is not { } uses || !_known.TryGetValue((uses.Scenario, uses.Step), out var used))
        {
            return;
        }

        if (succeeded && step.Deletes)
        {
            if (Take(uses) is { } deleted)
            {
                _deleters[uses] = scenario;
                Put(_deleted, deleted, MostDeleted);
            }
        }
        else if (answer.Status is 404 or 410 && step.Request.Actor == used.Owner && step.Request.Method is "GET" && Take(uses) is { } lost)
        {
            // Its owner finds it no more: a restart without a database, or somebody else's doing.
            Forget(lost);
        }
    }

    private static PooledResource? Pick(OrderedDictionary<string, ResourceShelf> shelves, string? kind, FuzzRandom random)
    {
        if (kind is not null)
        {
            return shelves.TryGetValue(kind, out var shelf) ? shelf.Pick(random) : null;
        }

        var filled = shelves.Values.Where(shelf => shelf.Count > 0).ToList();
        return filled.Count == 0 ? null : random.Pick(filled).Pick(random);
    }

    private void Put(OrderedDictionary<string, ResourceShelf> shelves, PooledResource resource, int room)
    {
        var kind = resource.Reference.Kind;
        if (!shelves.TryGetValue(kind, out var shelf))
        {
            shelves.Add(kind, shelf = new ResourceShelf(room));
        }

        if (shelf.Add(resource) is { } lost)
        {
            Forget(lost);
        }

        if (shelf.Count == 1 && ReferenceEquals(shelves, _live))
        {
            Changed?.Invoke(kind);
        }
    }

    private PooledResource? Take(ResourceReference reference)
    {
        if (!_live.TryGetValue(reference.Kind, out var shelf) || shelf.Remove(reference) is not { } taken)
        {
            return null;
        }

        if (shelf.Count == 0)
        {
            Changed?.Invoke(reference.Kind);
        }

        return taken;
    }

    private void Forget(PooledResource resource)
    {
        _known.Remove((resource.Reference.Scenario, resource.Reference.Step));
        _deleters.Remove(resource.Reference);
    }
}
