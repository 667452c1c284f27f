using System.Text.RegularExpressions;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Packages;

/// <summary>Resolves what an image installs: the closure of its packages as apt would install it on an empty system.</summary>
internal sealed partial class PackageResolver
{
    private readonly AptRoot _apt;
    private readonly string _workFolder;

    /// <summary>Makes the resolver over a private apt.</summary>
    public PackageResolver(AptRoot apt, string workFolder)
    {
        _apt = apt;
        _workFolder = workFolder;
    }

    /// <summary>
    /// The closure of the packages, without those that are excluded and those that the base has; sorted by name.
    /// </summary>
    /// <exception cref="ImageException">A package does not exist, or an exclusion fits nothing.</exception>
    public async Task<IReadOnlyList<ResolvedPackage>> ResolveAsync(
        ImageDefinition definition,
        IReadOnlyList<ImageDefinition> bases,
        CancellationToken cancellationToken
    )
    {
        var inherited = await ClosureAsync([.. bases.SelectMany(image => image.Packages)], cancellationToken);
        var excludedByBases = bases.SelectMany(image => image.ExcludedPackages).SelectMany(exclusion => exclusion.Names).ToHashSet();
        var closure = await ClosureAsync([.. bases.SelectMany(image => image.Packages), .. definition.Packages], cancellationToken);
        var names = closure.Select(package => package.Name).ToHashSet();
        foreach (var exclusion in definition.ExcludedPackages)
        {
            var idle = exclusion.Names.Where(name => !names.Contains(name)).ToList();
            if (idle.Count > 0)
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{definition.DefinitionPath}: excludes {string.Join(", ", idle)}, which nothing depends on; remove it there"
                );
            }
        }

        var present = inherited.Select(package => package.Name).Where(name => !excludedByBases.Contains(name)).ToHashSet();
        var excluded = definition.ExcludedPackages.SelectMany(exclusion => exclusion.Names).Concat(excludedByBases).ToHashSet();

        // What the image asks for by name stays, also where its base leaves it out.
        excluded.ExceptWith(definition.Packages);
        return
        [
            .. closure
                .Where(package => !present.Contains(package.Name) && !excluded.Contains(package.Name))
                .OrderBy(package => package.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The packages whose tools make generated files, without what they depend on: the libraries are those of the machine that builds.</summary>
    /// <exception cref="ImageException">A package does not exist.</exception>
    public async Task<IReadOnlyList<ResolvedPackage>> ResolveToolsAsync(ImageDefinition definition, CancellationToken cancellationToken)
    {
        var names = definition.BuildPackages.ToHashSet();
        return [.. (await ClosureAsync(definition.BuildPackages, cancellationToken)).Where(package => names.Contains(package.Name))];
    }

    private async Task<IReadOnlyList<ResolvedPackage>> ClosureAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        if (packages.Count == 0)
        {
            return [];
        }

        var result = await _apt.GetAsync(["--yes", "--print-uris", "install", .. packages], _workFolder, cancellationToken);
        if (result.ExitCode == 0)
        {
            return PrintedUri.ReadAll(result.Output);
        }

        var missing = MissingLine().Matches(result.Error).Select(match => match.Groups["name"].Value).Distinct().ToList();
        throw missing.Count > 0
            ? new ImageException(
                ImageFault.PackageNotServed,
                $"the distribution has no package {string.Join(", ", missing)}; mend the packages of image.toml"
            )
            : new ImageException(
                ImageFault.PackageNotServed,
                $"the packages {string.Join(", ", packages)} can't be installed together: {AptRoot.Lines(result.Output + "\n" + result.Error)}"
            );
    }

    [GeneratedRegex(
        @"^E: (Unable to locate package (?<name>\S+)|Package '(?<name>[^']+)' has no installation candidate)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex MissingLine();
}
