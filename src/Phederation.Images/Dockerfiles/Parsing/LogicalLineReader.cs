using System.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Puts lines and their continuations together; comments and empty lines between them are passed over.</summary>
internal static class LogicalLineReader
{
    /// <summary>The next line that says something, null at the end of the file.</summary>
    public static LogicalLine? Read(LineCursor lines, char escape)
    {
        while (!lines.IsAtEnd)
        {
            var line = lines.Read();
            var start = line.Length - line.AsSpan().TrimStart().Length;
            if (start < line.Length && line[start] != '#')
            {
                return ReadFrom(line, start, lines, escape);
            }
        }

        return null;
    }

    private static LogicalLine? ReadFrom(string line, int start, LineCursor lines, char escape)
    {
        var text = new StringBuilder();
        var map = new LineMap(lines.File);
        var isContinued = Append(line, start, lines.Number, escape, text, map);
        while (isContinued && !lines.IsAtEnd)
        {
            line = lines.Read();
            var trimmed = line.AsSpan().TrimStart();
            if (trimmed.Length > 0 && trimmed[0] != '#')
            {
                isContinued = Append(line, 0, lines.Number, escape, text, map);
            }
        }

        // Nothing is left of escapes alone; the file ends there.
        var whole = text.ToString().TrimEnd();
        return whole.Length > 0 ? new LogicalLine(whole, map, escape) : null;
    }

    // A line goes on when the escape is its last character but for blanks, and is not escaped itself.
    private static bool Append(string line, int start, int number, char escape, StringBuilder text, LineMap map)
    {
        var last = line.AsSpan().TrimEnd(" \t").Length - 1;
        var isContinued = last >= start && line[last] == escape && (last == start || line[last - 1] != escape);
        map.Add(text.Length, number, start + 1);
        text.Append(line.AsSpan()[start..(isContinued ? last : line.Length)]);
        return isContinued;
    }
}
