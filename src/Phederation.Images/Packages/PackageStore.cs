using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Phederation.Images.Packages;

/// <summary>
/// The cache of downloaded packages, one file per SHA-256. A file gets its name only after its bytes were hashed, so that an
/// interrupted download is never taken for a package.
/// </summary>
internal sealed partial class PackageStore
{
    private readonly string _folder;
    private readonly AptRoot _apt;

    /// <summary>Opens the store in a folder, which is made when it is not there.</summary>
    public PackageStore(string folder, AptRoot apt)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _apt = apt;
    }

    /// <summary>The path of a package's file, whether it is there or not.</summary>
    public string PathOf(LockedPackage package) => Path.Combine(_folder, package.Sha256 + ".deb");

    /// <summary>Hashes a package's file once more: the cache is a folder that others can write.</summary>
    /// <exception cref="ImageException">The file is not the locked one.</exception>
    public async Task CheckAsync(LockedPackage package, CancellationToken cancellationToken)
    {
        if (await HashAsync(PathOf(package), cancellationToken) != package.Sha256)
        {
            throw new ImageException(
                ImageFault.HashMismatch,
                $"{PathOf(package)}: the cached {package.Name} was changed; delete this file and run again"
            );
        }
    }

    /// <summary>Fetches what is not there yet, in exactly the locked versions.</summary>
    /// <exception cref="ImageException">
    /// The distribution no longer serves a locked version, serves other bytes, or does not answer. Never is another version taken.
    /// </exception>
    public async Task EnsureAsync(IEnumerable<LockedPackage> packages, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var missing = packages.Where(package => !File.Exists(PathOf(package))).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        progress?.Report($"fetching {missing.Count} packages");
        await _apt.UpdateAsync(cancellationToken);
        var partial = Directory.CreateDirectory(Path.Combine(_folder, "partial")).FullName;
        RemoveFiles(partial);
        var requests = missing.Select(package => $"{package.Name}:{package.Architecture}={package.Version}").ToList();
        await CheckServedAsync(missing, requests, partial, cancellationToken);
        var result = await _apt.GetAsync(["download", .. requests], partial, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw AptRoot.Failed("the packages can't be fetched", result.Error);
        }

        await TakeInAsync(partial, missing, cancellationToken);
        RemoveFiles(partial);
    }

    private async Task CheckServedAsync(
        List<LockedPackage> missing,
        List<string> requests,
        string partial,
        CancellationToken cancellationToken
    )
    {
        var result = await _apt.GetAsync(["--print-uris", "download", .. requests], partial, cancellationToken);
        var gone = missing
            .Where(package => NotFound(result.Error, package))
            .Select(package => $"{package.Name} {package.Version}")
            .ToList();
        if (gone.Count > 0)
        {
            throw new ImageException(
                ImageFault.PackageNotServed,
                $"the distribution no longer serves {string.Join(", ", gone)}, which images/packages.lock.toml names; "
                    + "take in the present versions with --update-lock and review the change, or bring the old files into the cache"
            );
        }

        if (result.ExitCode != 0)
        {
            throw AptRoot.Failed("the packages can't be fetched", result.Error);
        }

        var served = PrintedUri.ReadAll(result.Output).ToDictionary(package => package.Name);
        foreach (var package in missing)
        {
            if (served.TryGetValue(package.Name, out var now) && now.Sha256 != package.Sha256)
            {
                throw new ImageException(
                    ImageFault.HashMismatch,
                    $"the distribution serves {package.Name} {package.Version} with SHA-256 {now.Sha256}, but images/packages.lock.toml "
                        + $"has {package.Sha256}; find out why before --update-lock"
                );
            }
        }
    }

    private async Task TakeInAsync(string partial, List<LockedPackage> missing, CancellationToken cancellationToken)
    {
        var byHash = missing.ToDictionary(package => package.Sha256);
        foreach (var file in Directory.EnumerateFiles(partial, "*.deb"))
        {
            if (byHash.Remove(await HashAsync(file, cancellationToken), out var package))
            {
                File.Move(file, PathOf(package), overwrite: true);
            }
        }

        if (byHash.Count > 0)
        {
            var names = string.Join(", ", byHash.Values.Select(package => $"{package.Name} {package.Version}"));
            throw new ImageException(
                ImageFault.HashMismatch,
                $"what was fetched for {names} does not have the SHA-256 of images/packages.lock.toml; run again, and find out why if it stays"
            );
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static void RemoveFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }
    }

    // "E: Version '1' for 'tzdata' was not found" and "E: Unable to locate package tzdata".
    private static bool NotFound(string error, LockedPackage package) =>
        NotFoundLine()
            .Matches(error)
            .Any(match =>
                match.Groups["name"].Value.Split(':')[0] == package.Name
                && (!match.Groups["version"].Success || match.Groups["version"].Value == package.Version)
            );

    [GeneratedRegex(
        @"^E: (Version '(?<version>[^']+)' for '(?<name>[^']+)' was not found|Unable to locate package (?<name>\S+)|Can't find a source to download version '(?<version>[^']+)' of '(?<name>[^']+)')",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex NotFoundLine();
}
