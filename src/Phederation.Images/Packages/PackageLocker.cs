using Phederation.Images.Catalogue;

namespace Phederation.Images.Packages;

/// <summary>Resolves the packages of all images against the distribution as it is now.</summary>
internal sealed class PackageLocker
{
    private readonly AptRoot _apt;
    private readonly string _workFolder;

    /// <summary>Makes the locker over a private apt.</summary>
    public PackageLocker(AptRoot apt, string workFolder)
    {
        _apt = apt;
        _workFolder = workFolder;
    }

    /// <summary>Resolves everything; the source epoch of the previous lock stays when no package changed.</summary>
    public async Task<PackageLock> ResolveAsync(
        IReadOnlyList<ImageDefinition> catalogue,
        Distribution distribution,
        PackageLock? previous,
        CancellationToken cancellationToken
    )
    {
        await _apt.UpdateAsync(cancellationToken);
        var resolver = new PackageResolver(_apt, _workFolder);
        var packages = new SortedDictionary<string, LockedPackage>(StringComparer.Ordinal);
        var requests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in catalogue)
        {
            var bases = ImageCatalogue.BasesOf(definition, catalogue);
            requests[definition.Name] = PackageLock.RequestOf(definition, bases);
            foreach (var resolved in await resolver.ResolveAsync(definition, bases, cancellationToken))
            {
                var images = packages.TryGetValue(resolved.Name, out var present) ? present.Images : [];
                packages[resolved.Name] = new LockedPackage(
                    resolved.Name,
                    resolved.Version,
                    resolved.Architecture,
                    resolved.Sha256,
                    [.. images.Append(definition.Name).Order(StringComparer.Ordinal)]
                );
            }
        }

        var isUnchanged = previous is not null && previous.Packages.Select(Identity).SequenceEqual(packages.Values.Select(Identity));
        return new PackageLock
        {
            Distribution = distribution,
            SourceEpoch = isUnchanged ? previous!.SourceEpoch : _apt.NewestReleaseDate(),
            Requests = requests,
            Packages = [.. packages.Values],
        };
    }

    private static (string Name, string Sha256) Identity(LockedPackage package) => (package.Name, package.Sha256);
}
