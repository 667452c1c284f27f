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
                Take(packages, resolved, package => package with { Images = With(package.Images, definition) });
            }

            foreach (var resolved in await resolver.ResolveToolsAsync(definition, cancellationToken))
            {
                Take(packages, resolved, package => package with { BuildImages = With(package.BuildImages, definition) });
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

    private static void Take(
        SortedDictionary<string, LockedPackage> packages,
        ResolvedPackage resolved,
        Func<LockedPackage, LockedPackage> change
    ) =>
        packages[resolved.Name] = change(
            packages.TryGetValue(resolved.Name, out var present)
                ? present
                : new LockedPackage(resolved.Name, resolved.Version, resolved.Architecture, resolved.Sha256, [])
        );

    private static IReadOnlyList<string> With(IReadOnlyList<string> images, ImageDefinition definition) =>
        [.. images.Append(definition.Name).Order(StringComparer.Ordinal)];

    private static (string Name, string Sha256) Identity(LockedPackage package) => (package.Name, package.Sha256);
}
