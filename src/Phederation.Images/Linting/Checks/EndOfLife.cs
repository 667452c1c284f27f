using System.Globalization;

namespace Phederation.Images.Linting.Checks;

/// <summary>When releases of what images are commonly built on stop getting updates, as their makers say.</summary>
internal static class EndOfLife
{
    // Long-term support counts where it is free for everyone. A tag belongs to a release when it begins with it.
    private const string Table = """
        debian    stretch 2022-06-30, 9 2022-06-30, buster 2024-06-30, 10 2024-06-30, bullseye 2026-08-31, 11 2026-08-31
        debian    bookworm 2028-06-30, 12 2028-06-30, trixie 2030-06-30, 13 2030-06-30
        ubuntu    14.04 2019-04-25, 16.04 2021-04-30, trusty 2019-04-25, xenial 2021-04-30, 18.04 2023-05-31, bionic 2023-05-31
        ubuntu    20.04 2025-05-31, focal 2025-05-31, 22.04 2027-06-01, jammy 2027-06-01, 24.04 2029-05-31, noble 2029-05-31
        centos    * 2024-06-30
        openjdk   * 2022-07-31
        alpine    2 2013-11-01, 3.15 2023-11-01, 3.16 2024-05-23, 3.17 2024-11-22, 3.18 2025-05-09, 3.19 2025-11-01
        alpine    3.20 2026-04-01, 3.21 2026-11-01, 3.22 2027-05-01
        python    2 2020-01-01, 3.6 2021-12-23, 3.7 2023-06-27, 3.8 2024-10-07, 3.9 2025-10-31, 3.10 2026-10-31
        node      12 2022-04-30, 14 2023-04-30, 16 2023-09-11, 18 2025-04-30, 20 2026-04-30, 22 2027-04-30
        postgres  11 2023-11-09, 12 2024-11-21, 13 2025-11-13, 14 2026-11-12, 15 2027-11-11
        """;

    private static readonly ILookup<string, (string Release, DateOnly End)> Releases = Table
        .Split('\n')
        .SelectMany(line => line[10..].Split(", ").Select(entry => (Name: line[..10].Trim(), Parts: entry.Trim().Split(' '))))
        .ToLookup(
            entry => entry.Name,
            entry => (entry.Parts[0], DateOnly.ParseExact(entry.Parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture))
        );

    /// <summary>The last day of updates; null for what is not known.</summary>
    public static DateOnly? Of(string repository, string? tag)
    {
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        var release = Releases[name].FirstOrDefault(known => known.Release == "*" || Matches(tag, known.Release));
        return release == default ? null : release.End;
    }

    private static bool Matches(string? tag, string release) =>
        tag is not null
        && tag.StartsWith(release, StringComparison.Ordinal)
        && (tag.Length == release.Length || tag[release.Length] is '.' or '-' or '_');
}
