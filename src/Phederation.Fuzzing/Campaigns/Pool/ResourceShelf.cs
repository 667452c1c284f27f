using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns.Pool;

/// <summary>The resources of one kind in one state, a bounded number: a new one takes the place of the oldest.</summary>
/// <param name="room">How many at most.</param>
internal sealed class ResourceShelf(int room)
{
    private readonly List<PooledResource> _resources = [];

    /// <summary>How many there are.</summary>
    public int Count => _resources.Count;

    /// <summary>Adds one; returns the one whose place it took, if any.</summary>
    public PooledResource? Add(PooledResource resource)
    {
        PooledResource? lost = null;
        if (_resources.Count == room)
        {
            lost = _resources[0];
            _resources.RemoveAt(0);
        }

        _resources.Add(resource);
        return lost;
    }

    /// <summary>Takes one out; null when it isn't there.</summary>
    public PooledResource? Remove(ResourceReference reference)
    {
        var at = _resources.FindIndex(resource => resource.Reference == reference);
        if (at < 0)
        {
            return null;
        }

        var resource = _resources[at];
        _resources.RemoveAt(at);
        return resource;
    }

    /// <summary>One of them; null when there is none.</summary>
    public PooledResource? Pick(FuzzRandom random) => _resources.Count == 0 ? null : random.Pick(_resources);

    /// <summary>One of those for which something holds; null when there is none.</summary>
    public PooledResource? Pick(FuzzRandom random, Func<PooledResource, bool> holds)
    {
        var fit = _resources.Where(holds).ToList();
        return fit.Count == 0 ? null : random.Pick(fit);
    }
}
