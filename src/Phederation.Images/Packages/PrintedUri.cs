using System.Text.RegularExpressions;

namespace Phederation.Images.Packages;

/// <summary>One line of <c>apt-get --print-uris</c>: <c>'URI' NAME_VERSION_ARCHITECTURE.deb SIZE SHA256:HEX</c>.</summary>
internal static partial class PrintedUri
{
    /// <summary>Reads all lines; lines of another shape are passed over.</summary>
    public static IReadOnlyList<ResolvedPackage> ReadAll(string output) =>
        [
            .. Line()
                .Matches(output)
                .Select(match => new ResolvedPackage(
                    match.Groups["name"].Value,
                    Uri.UnescapeDataString(match.Groups["version"].Value),
                    match.Groups["architecture"].Value,
                    match.Groups["hash"].Value
                )),
        ];

    [GeneratedRegex(
        @"^'[^']+' (?<name>[^_ ]+)_(?<version>[^_ ]+)_(?<architecture>[^_ ]+)\.deb \d+ SHA256:(?<hash>[0-9a-f]{64})\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Line();
}
