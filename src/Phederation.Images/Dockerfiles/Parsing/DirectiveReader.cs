namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>
/// Reads the directives at the top of a file: comments of the form <c># name=value</c> before anything else. The first line that is none,
/// an unknown name among them, ends them.
/// </summary>
internal static class DirectiveReader
{
    /// <summary>Reads the directives and leaves the cursor at the line after them.</summary>
    public static DockerfileDirectives Read(LineCursor lines)
    {
        var seen = new Dictionary<string, DockerfileText>();
        while (!lines.IsAtEnd && ReadLine(lines.Peek(), lines) is { } directive)
        {
            lines.Read();
            if (!seen.TryAdd(directive.Name, directive.Value))
            {
                throw directive.Value.Error($"the directive '{directive.Name}' is here a second time; remove one");
            }
        }

        return new DockerfileDirectives(
            seen.GetValueOrDefault("syntax"),
            seen.TryGetValue("escape", out var escape) ? EscapeOf(escape) : '\\',
            seen.GetValueOrDefault("check")
        );
    }

    private static (string Name, DockerfileText Value)? ReadLine(string line, LineCursor lines)
    {
        var comment = line.AsSpan().TrimStart();
        var equals = comment.IndexOf('=');
        if (comment is not ['#', ..] || equals < 0)
        {
            return null;
        }

        var name = comment[1..equals].Trim().ToString().ToLowerInvariant();
        var value = comment[(equals + 1)..].Trim().ToString();
        if (name is not ("syntax" or "escape" or "check") || value.Length == 0)
        {
            return null;
        }

        var map = new LineMap(lines.File);
        map.Add(0, lines.Number + 1, 1);
        return (name, new DockerfileText(value, map, line.Length - line.AsSpan(line.IndexOf('=') + 1).TrimStart().Length, '\\'));
    }

    private static char EscapeOf(DockerfileText value) =>
        value.Raw is "\\" or "`"
            ? value.Raw[0]
            : throw value.Error($"'{value}' can't be the escape character; write '# escape=\\' or '# escape=`'");
}
