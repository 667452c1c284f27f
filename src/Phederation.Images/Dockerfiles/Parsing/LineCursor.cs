using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>The lines of a file, one after another.</summary>
internal sealed class LineCursor(string text, string file, DockerfileLimits limits)
{
    private int _position;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether no line is left.</summary>
    public bool IsAtEnd => _position >= text.Length;

    /// <summary>The file, for messages.</summary>
    public string File => file;

    /// <summary>Where the line that was read last begins.</summary>
    public SourceLocation Location => new(file, Math.Max(Number, 1), 1);

    /// <summary>The next line without its end (LF or CR LF).</summary>
    public string Read()
    {
        var line = Peek(out var next);
        _position = next;
        return ++Number <= limits.MaxLines
            ? line
            : throw new DockerfileException(
                new SourceLocation(file, Number, 1),
                $"the Dockerfile has more than {limits.MaxLines} lines; move scripts into files of the context"
            );
    }

    /// <summary>The next line, which stays the next.</summary>
    public string Peek() => Peek(out _);

    private string Peek(out int next)
    {
        var end = text.IndexOf('\n', _position);
        next = end < 0 ? text.Length : end + 1;
        end = end < 0 ? text.Length : end;
        return text[_position..(end > _position && text[end - 1] == '\r' ? end - 1 : end)];
    }
}
