using System.Text;
using System.Text.RegularExpressions;

namespace Phederation.Images.Sbom;

/// <summary>The licences that a Debian copyright file names, when it is machine-readable (copyright-format 1.0).</summary>
internal static partial class CopyrightFile
{
    private const int LineLimit = 2000;

    /// <summary>An SPDX licence expression over all files of the source package; null when the file is for people only.</summary>
    public static string? Expression(byte[] bytes)
    {
        var licences = new SortedSet<string>(StringComparer.Ordinal);
        var (isMachineReadable, isOfFiles, isFirst) = (false, false, true);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                (isOfFiles, isFirst) = (false, isFirst && !isMachineReadable);
            }
            else if (Value(line, "Format") is { } format && isFirst)
            {
                isMachineReadable =
                    format.Contains("copyright-format", StringComparison.Ordinal)
                    || format.Contains("dep5", StringComparison.OrdinalIgnoreCase);
            }
            else if (Value(line, "Files") is not null)
            {
                isOfFiles = true;
            }
            else if (isOfFiles && Value(line, "License") is { Length: > 0 } licence)
            {
                licences.Add(Convert(licence));
            }
        }

        return !isMachineReadable || licences.Count == 0 ? null
            : licences.Count == 1 ? licences.Min
            : string.Join(
                " AND ",
                licences.Select(licence => licence.Contains(" OR ", StringComparison.Ordinal) ? $"({licence})" : licence)
            );
    }

    /// <summary>An expression of the copyright format as one of SPDX. "and" binds closer than "or", except after a comma.</summary>
    internal static string Convert(string text) =>
        Join(
            CommaAnd().Split(text),
            " AND ",
            outer => Join(Or().Split(outer), " OR ", inner => Join(And().Split(inner), " AND ", LicenceNames.Of))
        );

    private static string Join(string[] parts, string word, Func<string, string> convert)
    {
        var converted = parts.Select(part => part.Trim(' ', ',')).Where(part => part.Length > 0).Select(convert).Distinct().ToList();
        return converted.Count == 1
            ? converted[0]
            : string.Join(
                word,
                converted.Select(part => word == " AND " && part.Contains(" OR ", StringComparison.Ordinal) ? $"({part})" : part)
            );
    }

    private static string? Value(string line, string field) =>
        line.Length <= LineLimit && line.StartsWith(field + ":", StringComparison.OrdinalIgnoreCase)
            ? line[(field.Length + 1)..].Trim()
            : null;

    [GeneratedRegex(@",\s*and\s+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CommaAnd();

    [GeneratedRegex(@",?\s+or\s+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex And();
}
