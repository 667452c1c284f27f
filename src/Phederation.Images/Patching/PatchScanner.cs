using Phederation.Containers.Engine;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;

namespace Phederation.Images.Patching;

/// <summary>
/// Looks which packages of images have newer versions in their distribution. Nothing runs in an image and nothing is installed: the image's
/// package status is read from its layers, and a private apt is asked. When the distribution can't be asked, that is an error: an image is
/// never called clean because nobody could look.
/// </summary>
/// <param name="engine">The engine that has the images.</param>
/// <param name="processes">Runs apt and dpkg-deb.</param>
/// <param name="cacheFolder">The cache folder of the image builds, whose private apt is shared.</param>
/// <param name="hostConfiguration">The folder of the host's package sources and keys.</param>
public sealed class PatchScanner(EngineClient engine, IProcessRunner processes, string cacheFolder, string hostConfiguration = "/etc/apt")
{
    /// <summary>Looks at images.</summary>
    /// <exception cref="ImageException">
    /// The distribution can't be asked, an image is not on the engine, or it is none whose patches can be judged.
    /// </exception>
    public async Task<IReadOnlyList<ImagePatches>> ScanAsync(
        IReadOnlyList<PatchSubject> subjects,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var inventories = new List<PackageInventory>();
        foreach (var subject in subjects)
        {
            progress?.Report($"reading the packages of {subject.Reference}");
            inventories.Add(await PackageInventory.ReadAsync(engine, subject, cancellationToken));
        }

        var found = new Dictionary<PatchSubject, ImagePatches>();
        using var turn = await CacheLock.AcquireAsync(cacheFolder, progress, cancellationToken);
        foreach (var release in inventories.GroupBy(inventory => (inventory.Release.Codename, inventory.Architecture)))
        {
            progress?.Report($"asking the distribution for the versions of {release.Key.Codename}");
            foreach (
                var patches in await ScanAsync(
                    new Distribution(release.Key.Codename, release.Key.Architecture),
                    [.. release],
                    cancellationToken
                )
            )
            {
                found[patches.Subject] = patches.Patches;
            }
        }

        return [.. subjects.Select(subject => found[subject])];
    }

    private async Task<IReadOnlyList<(PatchSubject Subject, ImagePatches Patches)>> ScanAsync(
        Distribution distribution,
        IReadOnlyList<PackageInventory> inventories,
        CancellationToken cancellationToken
    )
    {
        var cache = Path.GetFullPath(cacheFolder);
        var folder = Path.Combine(cache, "apt", $"{distribution.Suite}-{distribution.Architecture}");
        var apt = new AptRoot(folder, distribution.Suite, distribution.Architecture, processes, hostConfiguration);
        await AskAsync(apt, cancellationToken);
        var service = new DistributionService(apt, processes, Path.Combine(cache, "patches"));
        var support = await SupportData.FetchAsync(service, cancellationToken);
        var release = support.Release(distribution.Suite);
        var names = inventories.SelectMany(inventory => inventory.Packages).Select(package => package.Name).Distinct().ToList();
        var served = await service.CandidatesAsync(names, cancellationToken);
        var finder = new UnpatchedFinder(service);
        var found = new List<(PatchSubject, ImagePatches)>();
        foreach (var inventory in inventories)
        {
            var patches = new ImagePatches
            {
                Name = inventory.Subject.Name,
                Reference = inventory.Subject.Reference,
                ImageId = inventory.ImageId,
                Distribution = inventory.Release.PrettyName,
                Release = release,
                PackageCount = inventory.Packages.Count,
                Unpatched = await finder.FindAsync(inventory.Packages, served, cancellationToken),
                Support = support.Findings(inventory.Packages, inventory.Release.VersionId),
                Unserved = [.. inventory.Packages.Select(package => package.Name).Where(name => !served.ContainsKey(name)).Distinct()],
            };
            found.Add((inventory.Subject, patches));
        }

        return found;
    }

    private static async Task AskAsync(AptRoot apt, CancellationToken cancellationToken)
    {
        try
        {
            await apt.UpdateAsync(cancellationToken);
        }
        catch (ImageException exception) when (exception.Fault == ImageFault.PackageServiceFailed)
        {
            throw new ImageException(
                exception.Fault,
                $"the patches can't be judged, and nothing is called clean: {exception.Message}",
                exception
            );
        }
    }
}
