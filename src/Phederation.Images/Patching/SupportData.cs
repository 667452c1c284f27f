using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Phederation.Images.Installed;

namespace Phederation.Images.Patching;

/// <summary>
/// What the distribution publishes about its support: the lists of debian-security-support (check-support-status(1) reads the same) and
/// the ends of releases of distro-info-data.
/// </summary>
internal sealed class SupportData
{
    private const string EndedPrefix = "security-support-ended.deb";
    private const string LimitedFile = "security-support-limited";
    private const string ReleasesFile = "debian.csv";
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyDictionary<string, string> _files;

    private SupportData(IReadOnlyDictionary<string, string> files) => _files = files;

    /// <summary>Fetches the data as the distribution serves it now; nothing is installed.</summary>
    /// <exception cref="ImageException">The distribution doesn't serve it: ended support then can't be judged.</exception>
    public static async Task<SupportData> FetchAsync(DistributionService distribution, CancellationToken cancellationToken)
    {
        string[] names = ["debian-security-support", "distro-info-data"];
        var served = await distribution.CandidatesAsync(names, cancellationToken);
        var packages = await distribution.FilesAsync(
            [.. served.Select(package => (package.Key, package.Value.Version))],
            cancellationToken
        );
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in packages)
        {
            foreach (var (name, bytes) in await distribution.TakeAsync(package, "support", IsWanted, cancellationToken))
            {
                files[name] = Encoding.UTF8.GetString(bytes);
            }
        }

        return files.ContainsKey(LimitedFile) && files.ContainsKey(ReleasesFile)
            ? new SupportData(files)
            : throw new ImageException(
                ImageFault.PackageServiceFailed,
                $"the distribution does not serve {string.Join(" and ", names)}; without them ended support can't be judged"
            );
    }

    /// <summary>Data that is at hand, for tests.</summary>
    internal static SupportData Of(IReadOnlyDictionary<string, string> files) => new(files);

    /// <summary>The ends of a release.</summary>
    /// <exception cref="ImageException">The data doesn't know the release.</exception>
    public ReleaseSupport Release(string codename)
    {
        var lines = _files[ReleasesFile].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = lines[0].Split(',');
        foreach (var values in lines.Skip(1).Select(line => line.Split(',')))
        {
            string Value(string column) => Array.IndexOf(header, column) is var at and >= 0 && at < values.Length ? values[at] : "";
            if (Value("series") == codename)
            {
                return new ReleaseSupport(codename, Day(Value("eol")), Day(Value("eol-lts")));
            }
        }

        throw new ImageException(
            ImageFault.PackageServiceFailed,
            $"distro-info-data knows no release '{codename}'; its end of support can't be judged"
        );
    }

    /// <summary>The packages whose support ended, will end early, or is limited.</summary>
    public IReadOnlyList<SupportFinding> Findings(IReadOnlyList<InstalledPackage> packages, string versionId)
    {
        var ended = Lines($"{EndedPrefix}{versionId}").Select(line => line.Split(Blanks, 4, StringSplitOptions.RemoveEmptyEntries));
        var limited = Lines(LimitedFile).Select(line => line.Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries));
        return
        [
            .. ended
                .Where(line => line.Length >= 3)
                .SelectMany(line => Fitting(packages, line[0], Day(line[2]), line.Length > 3 ? line[3] : "")),
            .. limited.Where(line => line.Length > 0).SelectMany(line => Fitting(packages, line[0], null, line.Length > 1 ? line[1] : "")),
        ];
    }

    private static readonly char[] Blanks = [' ', '\t'];

    // The first column is a pattern over whole names of source packages ("golang.*").
    private static IEnumerable<SupportFinding> Fitting(
        IReadOnlyList<InstalledPackage> packages,
        string pattern,
        DateOnly? ended,
        string why
    )
    {
        Regex sources;
        try
        {
            sources = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (ArgumentException)
        {
            return [];
        }

        return packages
            .Where(package => sources.IsMatch(package.Source))
            .Select(package => new SupportFinding(package.Name, package.Source, package.Version, ended, why.Trim()));
    }

    private IEnumerable<string> Lines(string file) =>
        _files.GetValueOrDefault(file, "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'));

    private static bool IsWanted(string path) =>
        path == $"usr/share/distro-info/{ReleasesFile}"
        || path.StartsWith("usr/share/debian-security-support/security-support-", StringComparison.Ordinal);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
