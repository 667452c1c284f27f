using System.Buffers;
using System.Text;

namespace Phederation.Site.Lifecycle;

/// <summary>Makes lines of pieces of output, which may end within a line or a character.</summary>
internal sealed class LineSplitter
{
    /// <summary>A longer line is given in pieces: a container must not fill the memory of who reads its log.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _waiting = new();

    /// <summary>The lines that a piece completes.</summary>
    public List<string> Add(ReadOnlyMemory<byte> piece)
    {
        var lines = new List<string>();
        var rest = piece.Span;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            _waiting.Write(rest[..end]);
            lines.Add(Take());
            rest = rest[(end + 1)..];
        }

        _waiting.Write(rest);
        if (_waiting.WrittenCount > LongestLine)
        {
            lines.Add(Take());
        }

        return lines;
    }

    /// <summary>What is left without an end of line; null when nothing is.</summary>
    public string? Rest() => _waiting.WrittenCount > 0 ? Take() : null;

    private string Take()
    {
        var line = Encoding.UTF8.GetString(_waiting.WrittenSpan);
        _waiting.ResetWrittenCount();
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}
