using Phederation.Containers.Engine;

namespace Phederation.Trust.Services;

/// <summary>
/// What services store is outside the state folders they belong to, so it would outlive those of tests and trials. That whose state
/// folder was in the system's temporary folder and is gone is removed; all else stays, since a missing folder can be a disk that is not
/// mounted.
/// </summary>
internal static class OrphanedServices
{
    /// <summary>Removes what nobody can find any more.</summary>
    public static async Task RemoveAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        string[] mine = [$"{ServiceObjects.MachineLabel}={Environment.MachineName}"];
        var volumes = await engine.Volumes.ListAsync(mine, cancellationToken);
        foreach (var orphan in volumes.Where(volume => IsOrphaned(volume.Labels)).GroupBy(volume => volume.Labels[ServiceObjects.IdLabel]))
        {
            try
            {
                await new ServiceObjects(engine, orphan.Key, orphan.First().Labels[ServiceObjects.FolderLabel]).RemoveAsync(
                    cancellationToken
                );
                foreach (var volume in orphan)
                {
                    await engine.Volumes.RemoveAsync(volume.Name, cancellationToken: cancellationToken);
                }
            }
            catch (EngineException)
            {
                // Another run removes it at the same time, or the next one will.
            }
        }
    }

    private static bool IsOrphaned(IReadOnlyDictionary<string, string> labels) =>
        labels.ContainsKey(ServiceObjects.IdLabel)
        && labels.TryGetValue(ServiceObjects.FolderLabel, out var folder)
        && folder.StartsWith(Path.GetTempPath(), StringComparison.Ordinal)
        && !Directory.Exists(folder);
}
