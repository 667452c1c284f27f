using System.Text;
using Phederation.Processes;

namespace Phederation.Images.Packages;

/// <summary>
/// A private apt: its own configuration, lists and an empty package status in the build's cache folder. The host's apt and dpkg
/// are only read (sources, keys, proxy settings), never written, and no hook of the host's configuration runs.
/// </summary>
internal sealed class AptRoot
{
    // What of the host's settings says how to reach a repository; anything else could change what is resolved.
    private static readonly string[] KeptSettings =
    [
        "Acquire::http::",
        "Acquire::https::",
        "Acquire::ftp::",
        "Acquire::Retries ",
        "Acquire::ForceIPv4 ",
        "Acquire::ForceIPv6 ",
        "Acquire::Check-Valid-Until ",
        "Acquire::Check-Date ",
    ];

    // The lists, the packages of all images, and the unpacked packages of one. apt itself never ends when the disk gets full.
    private const long NeededBytes = 256L << 20;
    private const int OutputLimit = 64 << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);
    private readonly string _folder;
    private readonly string _suite;
    private readonly string _architecture;
    private readonly IProcessRunner _processes;
    private readonly string _hostConfiguration;

    /// <summary>Names the private root.</summary>
    /// <param name="folder">Its folder, made on first use.</param>
    /// <param name="suite">The release's code name, <c>bookworm</c>.</param>
    /// <param name="architecture">The architecture of the images, <c>amd64</c>.</param>
    /// <param name="processes">Runs apt.</param>
    /// <param name="hostConfiguration">The folder of the host's sources and keys.</param>
    public AptRoot(string folder, string suite, string architecture, IProcessRunner processes, string hostConfiguration = "/etc/apt")
    {
        _hostConfiguration = hostConfiguration;
        _folder = Path.GetFullPath(folder);
        _suite = suite;
        _architecture = architecture;
        _processes = processes;
    }

    private string ConfigurationPath => Path.Combine(_folder, "apt.conf");

    /// <summary>Makes the root anew from the host's sources and fetches the lists of packages.</summary>
    /// <exception cref="ImageException">The host has no source of the release, or the mirror failed.</exception>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        var sources = AptSources.Read(_hostConfiguration, _suite);
        if (sources.Length == 0)
        {
            throw new ImageException(
                ImageFault.PackageServiceFailed,
                $"{_hostConfiguration} names no package source of the release '{_suite}', which the base image is made of; "
                    + "add the distribution's source to sources.list.d"
            );
        }

        EnsureRoom();
        foreach (
            var folder in new[] { "etc/sources.list.d", "etc/preferences.d", "lists/partial", "cache/archives/partial", "empty/partial" }
        )
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "etc/sources.list.d/host.sources"), sources, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "status"), "", cancellationToken);
        await File.WriteAllTextAsync(ConfigurationPath, await ConfigurationAsync(cancellationToken), cancellationToken);
        var result = await RunAsync("apt-get", ["--quiet", "--quiet", "update"], _folder, cancellationToken);

        // apt-get update ends with 0 when a list could not be fetched and an old one is at hand.
        if (result.ExitCode != 0 || result.Error.Contains("Failed to fetch", StringComparison.Ordinal))
        {
            throw Failed($"the lists of packages of '{_suite}' can't be fetched", result.Error);
        }
    }

    /// <summary>Runs <c>apt-get</c> under the private configuration.</summary>
    public Task<ProcessResult> GetAsync(IReadOnlyList<string> arguments, string workingFolder, CancellationToken cancellationToken) =>
        RunAsync(
            "apt-get",
            ["--quiet", "--quiet", "--option", "Acquire::ForceHash=SHA256", .. arguments],
            workingFolder,
            cancellationToken
        );

    /// <summary>Runs <c>apt-cache</c> under the private configuration.</summary>
    public Task<ProcessResult> CacheAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("apt-cache", arguments, _folder, cancellationToken);

    /// <summary>The control paragraphs of the newest served versions of some packages.</summary>
    public Task<ProcessResult> ShowAsync(IReadOnlyList<string> packages, string workingFolder, CancellationToken cancellationToken) =>
        RunAsync("apt-cache", ["show", "--no-all-versions", .. packages], workingFolder, cancellationToken);

    /// <summary>The newest date of the fetched release files, seconds since 1970: a source epoch that says what was resolved against.</summary>
    public long NewestReleaseDate()
    {
        var dates = Directory
            .EnumerateFiles(Path.Combine(_folder, "lists"), "*Release")
            .SelectMany(file => File.ReadLines(file).Take(40))
            .Where(line => line.StartsWith("Date: ", StringComparison.Ordinal))
            .Select(line =>
                DateTimeOffset.TryParse(line["Date: ".Length..].Replace("UTC", "GMT", StringComparison.Ordinal), out var date)
                    ? date
                    : default
            );
        return dates.DefaultIfEmpty().Max().ToUnixTimeSeconds();
    }

    /// <summary>The fault behind a failed call of apt.</summary>
    internal static ImageException Failed(string what, string error) =>
        error.Contains("No space left", StringComparison.OrdinalIgnoreCase)
        || error.Contains("enough free space", StringComparison.OrdinalIgnoreCase)
            ? new ImageException(ImageFault.NoRoom, $"{what}: {Lines(error)}; free some space for the cache folder")
            : new ImageException(
                ImageFault.PackageServiceFailed,
                $"{what}: {Lines(error)}; check the network and the distribution's package sources, and run again"
            );

    /// <summary>The lines of an answer of apt in one, without its prefixes.</summary>
    internal static string Lines(string text) =>
        string.Join("; ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(5));

    private async Task<ProcessResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var request = new ProcessRequest
        {
            Program = program,
            Arguments = arguments,
            WorkingDirectory = folder,

            // APT_CONFIG is read before the host's configuration and moves it out of sight.
            Environment = new Dictionary<string, string?>
            {
                ["APT_CONFIG"] = ConfigurationPath,
                ["LC_ALL"] = "C.UTF-8",
                ["LANGUAGE"] = null,
            },
            TimeLimit = TimeLimit,
            OutputLimit = OutputLimit,
        };
        return await _processes.RunAsync(request, cancellationToken);
    }

    private void EnsureRoom()
    {
        Directory.CreateDirectory(_folder);
        var free = new DriveInfo(_folder).AvailableFreeSpace;
        if (free < NeededBytes)
        {
            throw new ImageException(
                ImageFault.NoRoom,
                $"{free >> 20} MiB are free below {_folder}, {NeededBytes >> 20} MiB are needed for packages; free some space"
            );
        }
    }

    private async Task<string> ConfigurationAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var host = await _processes.RunAsync(
            new ProcessRequest
            {
                Program = "apt-config",
                Arguments = ["dump"],
                TimeLimit = TimeLimit,
            },
            cancellationToken
        );
        foreach (
            var line in host
                .Output.Split('\n')
                .Where(line => KeptSettings.Any(kept => line.StartsWith(kept, StringComparison.OrdinalIgnoreCase)))
        )
        {
            text.Append(line).Append('\n');
        }

        // Quoted: apt's configuration has no escape, so a folder's name with a quote in it is refused below.
        void Set(string name, string value) =>
            text.Append(name)
                .Append(" \"")
                .Append(value.Contains('"', StringComparison.Ordinal) ? throw new ArgumentException($"'{value}' holds a quote") : value)
                .Append("\";\n");

        Set("Dir", _folder);
        Set("Dir::Etc", Path.Combine(_folder, "etc"));
        Set("Dir::Etc::sourcelist", "/dev/null");
        Set("Dir::Etc::sourceparts", Path.Combine(_folder, "etc/sources.list.d"));
        Set("Dir::Etc::trusted", Path.Combine(_hostConfiguration, "trusted.gpg"));
        Set("Dir::Etc::trustedparts", Path.Combine(_hostConfiguration, "trusted.gpg.d"));
        Set("Dir::Etc::netrc", Path.Combine(_hostConfiguration, "auth.conf"));
        Set("Dir::Etc::netrcparts", Path.Combine(_hostConfiguration, "auth.conf.d"));
        Set("Dir::State", _folder);
        Set("Dir::State::lists", Path.Combine(_folder, "lists"));
        Set("Dir::State::status", Path.Combine(_folder, "status"));
        Set("Dir::Cache", Path.Combine(_folder, "cache"));

        // --print-uris leaves out what lies in the cache of archives: that one is always empty.
        Set("Dir::Cache::archives", Path.Combine(_folder, "empty"));
        Set("Dir::Log", _folder);
        Set("APT::Architecture", _architecture);
        text.Append("#clear APT::Architectures;\n");
        Set("APT::Architectures::", _architecture);
        Set("APT::Install-Recommends", "false");
        Set("APT::Install-Suggests", "false");
        Set("Acquire::Languages", "none");

        // As root, apt would drop to a user who can't write into the cache folder.
        Set("APT::Sandbox::User", "root");
        return text.ToString();
    }
}
