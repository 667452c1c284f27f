using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Phederation.Images.Patching;

/// <summary>Reads Debian changelogs (deb-changelog(5)), newest version first.</summary>
internal static partial class Changelog
{
    private const int Limit = 16 << 20;
    private const int LineLimit = 4096;
    private static readonly string[] DateForms = ["d MMM yyyy HH:mm:ss zzz", "dd MMM yyyy HH:mm:ss zzz"];

    /// <summary>Reads a compressed changelog; what is past 16 MiB is not read.</summary>
    public static IReadOnlyList<ChangelogEntry> ReadCompressed(byte[] bytes)
    {
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var buffer = new byte[Math.Min(Limit, Math.Max(1 << 16, bytes.Length * 20L))];
            var length = unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Read(Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (InvalidDataException)
        {
            // A package of the distribution without a changelog that can be read: its age is then unknown, which is refused.
            return [];
        }
    }

    /// <summary>Reads a changelog; lines of another form are passed over.</summary>
    public static IReadOnlyList<ChangelogEntry> Read(string text)
    {
        var entries = new List<ChangelogEntry>();
        var cves = new SortedSet<string>(CveOrder.Instance);
        var (version, urgency) = ("", "");
        foreach (var line in text.Split('\n').Where(line => line.Length <= LineLimit))
        {
            if (Header().Match(line) is { Success: true } header)
            {
                (version, urgency) = (header.Groups["version"].Value, header.Groups["urgency"].Value.ToLowerInvariant());
                cves.Clear();
            }
            else if (line.StartsWith(" -- ", StringComparison.Ordinal) && version.Length > 0)
            {
                entries.Add(new ChangelogEntry(version, urgency, Date(line), [.. cves]));
                version = "";
            }
            else
            {
                cves.UnionWith(Cve().Matches(line).Select(match => match.Value.ToUpperInvariant()));
            }
        }

        return entries;
    }

    // " -- Name <address>  Mon, 02 Jan 2023 10:00:00 +0100"; the name of the day is often wrong and says nothing more.
    private static DateTimeOffset? Date(string line)
    {
        var text = line[(line.LastIndexOf(',') + 1)..].Trim();
        return DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    [GeneratedRegex(
        @"^[a-z0-9][a-z0-9+.-]* \((?<version>[^)\s]+)\) [^;]*;.*?\burgency=(?<urgency>[A-Za-z]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Header();

    [GeneratedRegex(@"\bCVE-[0-9]{4}-[0-9]{4,7}\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cve();
}
