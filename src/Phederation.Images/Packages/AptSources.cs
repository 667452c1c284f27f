using System.Text;

namespace Phederation.Images.Packages;

/// <summary>
/// The host's package sources, cut down to one release of the distribution: what a site adds for its own tools (other vendors'
/// repositories) must never have a say in what goes into an image.
/// </summary>
internal static class AptSources
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];

    /// <summary>
    /// Reads <c>sources.list</c> and <c>sources.list.d/*.{list,sources}</c> under apt's configuration folder.
    /// </summary>
    /// <returns>The text of one <c>.sources</c> file, empty when the host has no source of that release.</returns>
    public static string Read(string configurationFolder, string suite)
    {
        var files = new[] { Path.Combine(configurationFolder, "sources.list") }
            .Concat(FilesIn(Path.Combine(configurationFolder, "sources.list.d")))
            .Where(File.Exists);
        var text = new StringBuilder();
        foreach (var file in files)
        {
            var content = File.ReadAllText(file);
            var stanzas = file.EndsWith(".sources", StringComparison.Ordinal) ? FromStanzas(content, suite) : FromLines(content, suite);
            foreach (var stanza in stanzas)
            {
                text.Append(stanza).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];

    private static IEnumerable<string> FromStanzas(string content, string suite)
    {
        foreach (var stanza in ControlParagraph.ReadAll(content))
        {
            var suites = Words(stanza["Suites"]).Where(name => IsOf(suite, name)).ToList();
            if (
                suites.Count > 0
                && Words(stanza["Types"]).Contains("deb")
                && !string.Equals(stanza["Enabled"], "no", StringComparison.OrdinalIgnoreCase)
            )
            {
                // What would switch off the check of signatures is not taken over.
                yield return With(
                    stanza,
                    ("Suites", string.Join(' ', suites)),
                    ("Trusted", null),
                    ("Allow-Insecure", null),
                    ("Types", "deb")
                );
            }
        }
    }

    private static string With(ControlParagraph stanza, params (string Name, string? Value)[] changes)
    {
        var text = "";
        foreach (var (name, value) in changes)
        {
            text = stanza.With(name, value);
            stanza = ControlParagraph.ReadAll(text)[0];
        }

        return text;
    }

    // One-line style (sources.list(5)): deb [option=value …] uri suite component…
    private static IEnumerable<string> FromLines(string content, string suite)
    {
        foreach (var line in content.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = line.Split('#')[0].Trim();
            if (!rest.StartsWith("deb ", StringComparison.Ordinal) && !rest.StartsWith("deb\t", StringComparison.Ordinal))
            {
                continue;
            }

            rest = rest[4..].Trim();
            var options = "";
            if (rest.StartsWith('['))
            {
                var end = rest.IndexOf(']', StringComparison.Ordinal);
                if (end < 0)
                {
                    continue;
                }

                (options, rest) = (rest[1..end], rest[(end + 1)..]);
            }

            var words = Words(rest);
            if (words.Length < 3 || !IsOf(suite, words[1]))
            {
                continue;
            }

            var signedBy = Words(options).FirstOrDefault(option => option.StartsWith("signed-by=", StringComparison.OrdinalIgnoreCase));
            yield return $"Types: deb\nURIs: {words[0]}\nSuites: {words[1]}\nComponents: {string.Join(' ', words[2..])}\n"
                + (signedBy is null ? "" : $"Signed-By: {signedBy["signed-by=".Length..]}\n");
        }
    }

    // The release itself, its point updates and its security updates; never backports or proposed updates.
    private static bool IsOf(string suite, string name) =>
        name == suite || name == suite + "-updates" || name == suite + "-security" || name == suite + "/updates";

    private static string[] Words(string? text) => (text ?? "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
}
