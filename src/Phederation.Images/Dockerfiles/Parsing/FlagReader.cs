using System.Text;
using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads the flags between a keyword and its arguments.</summary>
internal static class FlagReader
{
    private static readonly Dictionary<string, FlagKind[]> Known = new()
    {
        ["ADD"] =
        [
            new("checksum"),
            new("chmod"),
            new("chown"),
            new("exclude", IsRepeatable: true),
            .. Switches("keep-git-dir", "link", "unpack"),
        ],
        ["COPY"] = [new("chmod"), new("chown"), new("exclude", IsRepeatable: true), new("from"), .. Switches("link", "parents")],
        ["FROM"] = [new("platform")],
        ["HEALTHCHECK"] = [new("interval"), new("retries"), new("start-interval"), new("start-period"), new("timeout")],
        ["RUN"] = [new("device", IsRepeatable: true), new("mount", IsRepeatable: true), new("network"), new("security")],
    };

    private sealed record FlagKind(string Name, bool IsSwitch = false, bool IsRepeatable = false);

    /// <summary>Reads the flags from an offset on; returns where the arguments begin.</summary>
    public static int Read(LogicalLine line, int start, string keyword, out IReadOnlyList<DockerfileFlag> flags)
    {
        var read = new List<DockerfileFlag>();
        flags = read;
        while (true)
        {
            while (start < line.Text.Length && char.IsWhiteSpace(line.Text[start]))
            {
                start++;
            }

            if (!line.Text.AsSpan(start).StartsWith("--"))
            {
                return start;
            }

            var end = WordSplitter.EndOfQuoted(line.Text, start, line.Escape);
            if (end == start + 2)
            {
                return end;
            }

            read.Add(Check(ReadFlag(line, start, end), keyword, read));
            start = end;
        }
    }

    private static DockerfileFlag ReadFlag(LogicalLine line, int start, int end)
    {
        var equals = line.Text.IndexOf('=', start, end - start);
        var nameEnd = equals < 0 ? end : equals;
        var value =
            equals < 0 ? null : new DockerfileText(Unquote(line.Text[(equals + 1)..end], line.Escape), line.Map, equals + 1, line.Escape);
        return new DockerfileFlag(line.Text[(start + 2)..nameEnd], value, line.Map.Locate(start));
    }

    private static DockerfileFlag Check(DockerfileFlag flag, string keyword, List<DockerfileFlag> before)
    {
        var known = Known.GetValueOrDefault(keyword) ?? [];
        var kind =
            known.FirstOrDefault(kind => kind.Name == flag.Name)
            ?? throw Error(
                flag.Location,
                $"{keyword} has no flag --{flag.Name}",
                NearestName.Find(flag.Name, known.Select(kind => kind.Name)) is { } nearest ? $"did you mean --{nearest}?"
                    : known.Length == 0 ? "remove it, or put '--' before an argument that begins so"
                    : $"its flags are {string.Join(", ", known.Select(kind => "--" + kind.Name))}"
            );
        return !kind.IsRepeatable && before.Any(other => other.Name == flag.Name)
                ? throw Error(flag.Location, $"the flag --{flag.Name} is here a second time", "remove one")
            : !kind.IsSwitch && flag.Value is not { Raw.Length: > 0 }
                ? throw Error(flag.Location, $"the flag --{flag.Name} has no value", $"write --{flag.Name}=VALUE, without blanks")
            : kind.IsSwitch && flag.Value is { Raw: not ("true" or "false") }
                ? throw Error(flag.Location, $"the flag --{flag.Name} is true or false, not '{flag.Value}'", $"write --{flag.Name}")
            : flag;
    }

    // Quotes and escapes are taken away here already; what is left is expanded later.
    private static string Unquote(string raw, char escape)
    {
        var text = new StringBuilder(raw.Length);
        var quote = '\0';
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] == escape && quote != '\'' && index + 1 < raw.Length)
            {
                text.Append(raw[++index]);
            }
            else if (quote == '\0' && raw[index] is ('"' or '\''))
            {
                quote = raw[index];
            }
            else if (quote != '\0' && raw[index] == quote)
            {
                quote = '\0';
            }
            else
            {
                text.Append(raw[index]);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<FlagKind> Switches(params string[] names) => names.Select(name => new FlagKind(name, IsSwitch: true));

    private static DockerfileException Error(SourceLocation location, string what, string mend) => new(location, $"{what}; {mend}");
}
