using System.Text.RegularExpressions;
using Phederation.Images.Installed;

namespace Phederation.Images.Patching;

/// <summary>Finds the packages that have newer versions, and what their changelogs say was mended since.</summary>
internal sealed partial class UnpatchedFinder(DistributionService distribution)
{
    private static readonly string[] Urgencies = ["low", "medium", "high", "emergency", "critical"];
    private readonly Dictionary<string, IReadOnlyList<ChangelogEntry>> _changelogs = new(StringComparer.Ordinal);

    /// <summary>The unpatched packages, in the order of their names.</summary>
    public async Task<IReadOnlyList<UnpatchedPackage>> FindAsync(
        IReadOnlyList<InstalledPackage> installed,
        IReadOnlyDictionary<string, ServedVersion> served,
        CancellationToken cancellationToken
    )
    {
        var outdated = installed
            .Where(package => served.TryGetValue(package.Name, out var now) && DebianVersion.Compare(package.Version, now.Version) < 0)
            .ToList();
        var files = await distribution.FilesAsync(
            [.. outdated.Select(package => (package.Name, served[package.Name].Version)).Distinct()],
            cancellationToken
        );
        var found = new List<UnpatchedPackage>();
        foreach (var source in outdated.GroupBy(package => package.Source))
        {
            var names = source.Select(package => package.Name).ToHashSet();
            var changelog = await ChangelogAsync([.. files.Where(file => names.Contains(file.Name))], cancellationToken);
            found.AddRange(source.Select(package => Describe(package, served[package.Name], changelog)));
        }

        return [.. found.OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private static UnpatchedPackage Describe(InstalledPackage package, ServedVersion now, IReadOnlyList<ChangelogEntry> changelog)
    {
        var missed = changelog.Where(entry => DebianVersion.Compare(entry.Version, package.SourceVersion) > 0).ToList();
        return new UnpatchedPackage
        {
            Name = package.Name,
            Source = package.Source,
            Installed = package.Version,
            Candidate = now.Version,
            FromSecurity = now.FromSecurity,
            Cves = [.. missed.SelectMany(entry => entry.Cves).Distinct().Order(CveOrder.Instance)],
            Urgency = missed.Select(entry => entry.Urgency).MaxBy(urgency => Array.IndexOf(Urgencies, urgency)) ?? "",
            Since = missed.Select(entry => entry.Date).Where(date => date is not null).Min(),
            MissedVersions = missed.Count,
            IsHistoryComplete = changelog.Any(entry => DebianVersion.Compare(entry.Version, package.SourceVersion) <= 0),
        };
    }

    // All packages of one source have the same changelog: the smallest file is fetched. The next one when the folder of documents is a
    // link to that of another package.
    private async Task<IReadOnlyList<ChangelogEntry>> ChangelogAsync(IReadOnlyList<PackageFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files.OrderBy(file => file.Size).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            if (!_changelogs.TryGetValue(file.Sha256, out var entries))
            {
                var texts = await distribution.TakeAsync(file, "changelogs", path => ChangelogPath().IsMatch(path), cancellationToken);
                entries = [.. texts.SelectMany(text => Changelog.ReadCompressed(text.Bytes))];
                _changelogs.Add(file.Sha256, entries);
            }

            if (entries.Count > 0)
            {
                return entries;
            }
        }

        return [];
    }

    // A package of the distribution's own has no upstream, and so only "changelog.gz"; a rebuild adds a second file.
    [GeneratedRegex(@"^usr/share/doc/[^/]+/changelog(\.Debian)?(\.[a-z0-9]+)?\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChangelogPath();
}
