using Phederation.Containers.Engine;

namespace Phederation.Testing.Services;

/// <summary>The volumes of services, which outlive them on purpose: whoever makes services for a test removes them.</summary>
public static class ServiceStorage
{
    /// <summary>Removes what the services of a state folder stored.</summary>
    public static async Task RemoveAsync(EngineClient engine, string stateFolder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var label = $"phederation.trust-services.folder={Path.Combine(Path.GetFullPath(stateFolder), "services")}";
        foreach (var volume in await engine.Volumes.ListAsync([label], limit.Token))
        {
            await engine.Volumes.RemoveAsync(volume.Name, force: true, limit.Token);
        }
    }
}
