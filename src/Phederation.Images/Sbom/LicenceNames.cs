using System.Text.RegularExpressions;

namespace Phederation.Images.Sbom;

/// <summary>
/// SPDX's identifiers for the short names of Debian's machine-readable copyright files (copyright-format 1.0, "License short names").
/// A name that is not known here becomes a reference of our own: a guess would be a legal statement.
/// </summary>
internal static partial class LicenceNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0BSD"] = "0BSD",
        ["Apache-1.1"] = "Apache-1.1",
        ["Apache-2"] = "Apache-2.0",
        ["Apache-2.0"] = "Apache-2.0",
        ["Artistic"] = "Artistic-1.0-Perl",
        ["Artistic-2"] = "Artistic-2.0",
        ["Artistic-2.0"] = "Artistic-2.0",
        ["BSD-2-clause"] = "BSD-2-Clause",
        ["BSD-3-clause"] = "BSD-3-Clause",
        ["BSD-4-clause"] = "BSD-4-Clause",
        ["BSL-1.0"] = "BSL-1.0",
        ["CC-BY-3.0"] = "CC-BY-3.0",
        ["CC-BY-4.0"] = "CC-BY-4.0",
        ["CC-BY-SA-3.0"] = "CC-BY-SA-3.0",
        ["CC-BY-SA-4.0"] = "CC-BY-SA-4.0",
        ["CC0"] = "CC0-1.0",
        ["CC0-1.0"] = "CC0-1.0",
        ["CDDL-1.0"] = "CDDL-1.0",
        ["CPL-1.0"] = "CPL-1.0",
        ["curl"] = "curl",
        ["EFL-2"] = "EFL-2.0",
        ["EPL-1.0"] = "EPL-1.0",
        ["EPL-2.0"] = "EPL-2.0",
        ["Expat"] = "MIT",
        ["FTL"] = "FTL",
        ["HPND"] = "HPND",
        ["ICU"] = "ICU",
        ["IJG"] = "IJG",
        ["ISC"] = "ISC",
        ["MIT"] = "MIT",
        ["MIT-0"] = "MIT-0",
        ["MPL-1.1"] = "MPL-1.1",
        ["MPL-2.0"] = "MPL-2.0",
        ["OFL-1.1"] = "OFL-1.1",
        ["OLDAP-2.8"] = "OLDAP-2.8",
        ["OpenSSL"] = "OpenSSL",
        ["PostgreSQL"] = "PostgreSQL",
        ["PSF-2"] = "PSF-2.0",
        ["Python-2.0"] = "Python-2.0",
        ["Unicode-DFS-2016"] = "Unicode-DFS-2016",
        ["Unlicense"] = "Unlicense",
        ["W3C"] = "W3C",
        ["X11"] = "X11",
        ["Zlib"] = "Zlib",
        ["ZPL-2.1"] = "ZPL-2.1",
    };

    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Bison exception"] = "Bison-exception-2.2",
        ["Classpath exception"] = "Classpath-exception-2.0",
        ["Font exception"] = "Font-exception-2.0",
        ["GCC exception"] = "GCC-exception-3.1",
        ["Libtool exception"] = "Libtool-exception",
    };

    private static readonly HashSet<string> GnuVersions =
    [
        "GPL-1.0",
        "GPL-2.0",
        "GPL-3.0",
        "LGPL-2.0",
        "LGPL-2.1",
        "LGPL-3.0",
        "AGPL-1.0",
        "AGPL-3.0",
        "GFDL-1.1",
        "GFDL-1.2",
        "GFDL-1.3",
    ];

    /// <summary>Every identifier that is ever written, for the test that holds them against SPDX's list.</summary>
    public static IEnumerable<string> Identifiers =>
        Known.Values.Concat(Exceptions.Values).Concat(GnuVersions.SelectMany(name => new[] { name + "-only", name + "-or-later" }));

    /// <summary>The prefix of references to licences that SPDX has no name for.</summary>
    public const string ReferencePrefix = "LicenseRef-debian-";

    /// <summary>The identifier of a licence, or of a licence with an exception.</summary>
    public static string Of(string name)
    {
        var parts = name.Split(" with ", 2, StringSplitOptions.TrimEntries);
        if (Identifier(parts[0]) is { } identifier)
        {
            if (parts.Length == 1)
            {
                return identifier;
            }

            if (Exceptions.TryGetValue(parts[1], out var exception))
            {
                return $"{identifier} WITH {exception}";
            }
        }

        return ReferencePrefix + NoIdentifier().Replace(name, "-").Trim('-');
    }

    private static string? Identifier(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        if (Gnu().Match(name) is not { Success: true } gnu)
        {
            return null;
        }

        var version = gnu.Groups["version"].Value;
        var full =
            $"{gnu.Groups["name"].Value.ToUpperInvariant()}-{(version.Contains('.', StringComparison.Ordinal) ? version : version + ".0")}";
        return GnuVersions.Contains(full) ? full + (gnu.Groups["later"].Success ? "-or-later" : "-only") : null;
    }

    [GeneratedRegex(
        @"^(?<name>[AL]?GPL|GFDL)-(?<version>[0-9](\.[0-9])?)(?<later>\+)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Gnu();

    [GeneratedRegex("[^A-Za-z0-9.-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoIdentifier();
}
