using Phederation.Containers.Engine;

namespace Phederation.Workloads.Running;

/// <summary>Removes what runs with the same prefix left behind whose process has ended: an interrupted run costs nothing for long.</summary>
internal static class Leftovers
{
    public static async Task RemoveAsync(EngineClient engine, string prefix, CancellationToken cancellationToken)
    {
        string[] mine = [$"{RunLabels.Prefix}={prefix}"];
        foreach (var container in await engine.Containers.ListAsync(mine, all: true, cancellationToken))
        {
            if (IsLeft(container.Labels))
            {
                await engine.Containers.RemoveAsync(container.Id, force: true, cancellationToken);
            }
        }

        foreach (var volume in await engine.Volumes.ListAsync(mine, cancellationToken))
        {
            if (IsLeft(volume.Labels))
            {
                await engine.Volumes.RemoveAsync(volume.Name, cancellationToken: cancellationToken);
            }
        }

        foreach (var network in await engine.Networks.ListAsync(mine, cancellationToken))
        {
            if (IsLeft(network.Labels))
            {
                await engine.Networks.RemoveAsync(network.Id, cancellationToken);
            }
        }
    }

    private static bool IsLeft(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(RunLabels.Owner, out var owner) && RunOwner.IsGone(owner);
}
