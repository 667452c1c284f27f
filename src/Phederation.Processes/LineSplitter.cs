using System.Text;

namespace Phederation.Processes;

/// <summary>Cuts a stream of UTF-8 bytes into lines as they come.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    private const int LongestLine = 64 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private char[] _characters = [];

    /// <summary>Takes more bytes and hands out the lines that end in them.</summary>
    public void Append(ReadOnlySpan<byte> bytes, bool isEnd = false)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length + 4);
        if (_characters.Length < most)
        {
            _characters = new char[most];
        }

        var rest = _characters.AsSpan(0, _decoder.GetChars(bytes, _characters, isEnd));
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            Add(rest[..end]);
            Flush();
            rest = rest[(end + 1)..];
        }

        Add(rest);
        if (isEnd && _line.Length > 0)
        {
            Flush();
        }
    }

    private void Add(ReadOnlySpan<char> part)
    {
        while (_line.Length + part.Length > LongestLine)
        {
            var fits = LongestLine - _line.Length;
            _line.Append(part[..fits]);
            part = part[fits..];
            Flush();
        }

        _line.Append(part);
    }

    private void Flush()
    {
        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        var line = _line.ToString();
        _line.Clear();
        onLine(line);
    }
}
