using System.Globalization;
using System.Text.RegularExpressions;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;

namespace Phederation.Benchmarks.Images;

/// <summary>Figures that the distribution's package lists give.</summary>
internal sealed partial class PackageFigures(AptRoot apt, PackageLock locked, IReadOnlyList<ImageDefinition> catalogue, string workFolder)
{
    /// <summary>Fetches the lists anew.</summary>
    public static async Task<PackageFigures> LoadAsync(
        string imagesFolder,
        string cacheFolder,
        IReadOnlyList<ImageDefinition> catalogue,
        CancellationToken cancellationToken
    )
    {
        var locked = PackageLock.Load(imagesFolder);
        var apt = new BuildCache(cacheFolder).Apt(locked.Distribution, new ProcessRunner());
        await apt.UpdateAsync(cancellationToken);
        return new PackageFigures(apt, locked, catalogue, Directory.CreateDirectory(cacheFolder).FullName);
    }

    /// <summary>The release of the distribution.</summary>
    public string Suite => locked.Distribution.Suite;

    /// <summary>The packages of an image with those of the images below it, and how many of them are served in a newer version.</summary>
    public async Task<(int Count, int Unpatched)> OfAsync(ImageDefinition definition, CancellationToken cancellationToken)
    {
        var chain = ImageCatalogue.BasesOf(definition, catalogue).Append(definition).Select(image => image.Name).ToHashSet();
        var packages = locked.Packages.Where(package => package.Images.Any(chain.Contains)).ToList();
        var served = await CandidatesAsync([.. packages.Select(package => package.Name)], cancellationToken);
        return (packages.Count, packages.Count(package => served.TryGetValue(package.Name, out var now) && now.Version != package.Version));
    }

    /// <summary>What a minimal Debian with some packages, and all that they recommend, consists of.</summary>
    public async Task<(int Count, long Bytes)> PlainAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        // ~E are the packages that no Debian is without.
        string[] arguments = ["--yes", "--option", "APT::Install-Recommends=true", "--print-uris", "install", "~E", "apt", .. packages];
        var closure = await apt.GetAsync(arguments, workFolder, cancellationToken);
        if (closure.ExitCode != 0)
        {
            throw AptRoot.Failed($"{string.Join(", ", packages)} can't be resolved", closure.Error);
        }

        var names = PrintedUri.ReadAll(closure.Output).Select(package => package.Name).ToList();
        var served = await CandidatesAsync(names, cancellationToken);
        return (names.Count, names.Sum(name => served[name].Bytes));
    }

    private async Task<Dictionary<string, (string Version, long Bytes)>> CandidatesAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var shown = await apt.ShowAsync(names, workFolder, cancellationToken);
        return ControlParagraph
            .ReadAll(shown.Output)
            .Where(paragraph => paragraph["Package"] is not null)
            .GroupBy(paragraph => paragraph["Package"]!)
            .ToDictionary(
                group => group.Key,
                group =>
                    (
                        group.First()["Version"]!,
                        1024 * long.Parse(Number().Match(group.First()["Installed-Size"] ?? "0").Value, CultureInfo.InvariantCulture)
                    )
            );
    }

    [GeneratedRegex("^[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
