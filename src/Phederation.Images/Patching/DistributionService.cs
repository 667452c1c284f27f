using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using Phederation.Images.Packages;
using Phederation.Processes;

namespace Phederation.Images.Patching;

/// <summary>
/// What the distribution serves now, asked through a private apt. Only names go to apt, never the package status of an image, which is of
/// unknown origin; packages are opened as archives and never installed.
/// </summary>
internal sealed class DistributionService(AptRoot apt, IProcessRunner processes, string cacheFolder)
{
    // Of a command line that may be 2 MiB long.
    private const int NamesAtOnce = 2000;
    private const long PackageLimit = 512L << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>The candidates of packages; those that the distribution doesn't serve are not among them.</summary>
    public async Task<Dictionary<string, ServedVersion>> CandidatesAsync(
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    )
    {
        var served = new Dictionary<string, ServedVersion>(StringComparer.Ordinal);
        foreach (var some in names.Chunk(NamesAtOnce))
        {
            var result = await apt.CacheAsync(["policy", .. some], cancellationToken);
            if (result.ExitCode != 0)
            {
                throw AptRoot.Failed("the versions that the distribution serves can't be read", result.Error);
            }

            foreach (var (name, version) in PolicyOutput.Read(result.Output))
            {
                served[name] = version;
            }
        }

        return served;
    }

    /// <summary>The files of packages in exactly these versions; those that are not served are left out.</summary>
    public async Task<IReadOnlyList<PackageFile>> FilesAsync(
        IReadOnlyCollection<(string Name, string Version)> packages,
        CancellationToken cancellationToken
    )
    {
        var files = new List<PackageFile>();
        foreach (var some in packages.Chunk(NamesAtOnce))
        {
            var result = await apt.CacheAsync(["show", .. some.Select(package => $"{package.Name}={package.Version}")], cancellationToken);
            foreach (var paragraph in ControlParagraph.ReadAll(result.Output))
            {
                if (
                    paragraph["Package"] is { } name
                    && paragraph["Version"] is { } version
                    && paragraph["SHA256"] is { Length: 64 } hash
                    && long.TryParse(paragraph["Size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                )
                {
                    files.Add(new PackageFile(name, version, (paragraph["Source"] ?? name).Split(' ')[0], size, hash));
                }
            }
        }

        return [.. files.Distinct()];
    }

    /// <summary>Fetches a package and takes some of its files; what was taken once is kept under the package's SHA-256.</summary>
    /// <param name="package">The package.</param>
    /// <param name="purpose">What they are for: names the folder in which they are kept.</param>
    /// <param name="isWanted">Chooses files by their path without a leading slash.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Name and bytes of each file that is there, in the order of names; links are left out.</returns>
    public async Task<IReadOnlyList<(string Name, byte[] Bytes)>> TakeAsync(
        PackageFile package,
        string purpose,
        Func<string, bool> isWanted,
        CancellationToken cancellationToken
    )
    {
        var kept = Path.Combine(cacheFolder, purpose, package.Sha256);
        if (!Directory.Exists(kept))
        {
            if (package.Size > PackageLimit)
            {
                return [];
            }

            var partial = kept + ".partial";
            Recreate(partial);
            await FetchAsync(package, isWanted, partial, cancellationToken);
            Directory.Move(partial, kept);
        }

        return
        [
            .. Directory
                .EnumerateFiles(kept)
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))),
        ];
    }

    private async Task FetchAsync(PackageFile package, Func<string, bool> isWanted, string folder, CancellationToken cancellationToken)
    {
        var download = Path.Combine(folder, "download");
        Recreate(download);
        var result = await apt.GetAsync(["download", $"{package.Name}={package.Version}"], download, cancellationToken);
        if (result.ExitCode != 0 || Directory.GetFiles(download, "*.deb") is not [var file])
        {
            throw AptRoot.Failed($"the package {package.Name} {package.Version} can't be fetched", result.Error);
        }

        await using (var bytes = File.OpenRead(file))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)) != package.Sha256)
            {
                throw new ImageException(
                    ImageFault.HashMismatch,
                    $"what was fetched for {package.Name} {package.Version} does not have the SHA-256 of the distribution's index; run again"
                );
            }
        }

        await OpenAsync(file, isWanted, folder, download, cancellationToken);
        Directory.Delete(download, recursive: true);
    }

    private async Task OpenAsync(string file, Func<string, bool> isWanted, string folder, string work, CancellationToken cancellationToken)
    {
        var archive = Path.Combine(work, "files.tar");
        await using (var output = File.Create(archive))
        {
            var request = new ProcessRequest
            {
                Program = "dpkg-deb",
                Arguments = ["--fsys-tarfile", file],
                OutputTo = output,
                TimeLimit = TimeLimit,
            };
            var result = await processes.RunAsync(request, cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new ImageException(ImageFault.MalformedPackage, $"{file} is no well-formed package: {AptRoot.Lines(result.Error)}");
            }
        }

        await using var input = File.OpenRead(archive);
        await using var reader = new TarReader(input);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var path = entry.Name.TrimStart('.').TrimStart('/');
            if (entry.EntryType == TarEntryType.RegularFile && isWanted(path))
            {
                await entry.ExtractToFileAsync(Path.Combine(folder, Path.GetFileName(path)), overwrite: true, cancellationToken);
            }
        }
    }

    private static void Recreate(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }
}
