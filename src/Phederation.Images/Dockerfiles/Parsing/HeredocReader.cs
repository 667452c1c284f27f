using System.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Finds the heredocs that a line announces and reads their lines.</summary>
internal static class HeredocReader
{
    /// <summary>Reads the heredocs of a line; the cursor is left after the last one's end.</summary>
    public static IReadOnlyList<DockerfileHeredoc> Read(DockerfileText arguments, LineCursor lines, DockerfileLimits limits)
    {
        if (!arguments.Raw.Contains("<<", StringComparison.Ordinal) || JsonForm.TryRead(arguments) is not null)
        {
            return [];
        }

        var heredocs = new List<DockerfileHeredoc>();
        foreach (var word in WordSplitter.SplitQuoted(arguments))
        {
            if (Announced(word) is { } announced)
            {
                heredocs.Add(
                    heredocs.Count < limits.MaxHeredocs
                        ? ReadLines(word, announced, lines)
                        : throw word.Error($"the instruction has more than {limits.MaxHeredocs} heredocs; use files of the context")
                );
            }
        }

        return heredocs;
    }

    // [digits]<<[-]NAME, where quotes around the name keep variables in the lines as they are.
    private static (string Name, bool StripsTabs, bool IsExpanded, int Descriptor)? Announced(DockerfileText word)
    {
        var mark = word.Raw.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (mark is < 0 or > 4 || !word.Raw.AsSpan(mark).StartsWith("<<"))
        {
            return null;
        }

        var stripsTabs = word.Raw.AsSpan(mark + 2) is ['-', ..];
        var start = mark + (stripsTabs ? 3 : 2);
        var name = word.Slice(start, word.Raw.Length - start);
        if (name.Raw.Length == 0 || name.Raw.Contains('<', StringComparison.Ordinal))
        {
            return null;
        }

        var isQuoted = name.Raw.AsSpan().ContainsAny('\'', '"', name.Escape);
        var ending = isQuoted ? WordExpander.Expand(name, variable => "$" + variable) : name.Raw;
        return ending.Length == 0 ? null : (ending, stripsTabs, !isQuoted, mark == 0 ? 0 : int.Parse(word.Raw.AsSpan(0, mark)));
    }

    private static DockerfileHeredoc ReadLines(
        DockerfileText word,
        (string Name, bool StripsTabs, bool IsExpanded, int Descriptor) announced,
        LineCursor lines
    )
    {
        var content = new StringBuilder();
        var map = new LineMap(lines.File);
        while (!lines.IsAtEnd)
        {
            var line = lines.Read();
            var tabs = announced.StripsTabs ? line.Length - line.AsSpan().TrimStart('\t').Length : 0;
            map.Add(content.Length, lines.Number, tabs + 1);
            if (line.AsSpan(tabs).SequenceEqual(announced.Name))
            {
                var text = new DockerfileText(content.ToString(), map, 0, word.Escape);
                return new DockerfileHeredoc(announced.Name, word, text, announced.Descriptor, announced.IsExpanded);
            }

            content.Append(line.AsSpan(tabs)).Append('\n');
        }

        throw word.Error($"the heredoc is not ended; end it with a line that is just '{announced.Name}'");
    }
}
