using System.Text;
using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Turns offsets into lines and columns; they must not go back.</summary>
/// <param name="bytes">The text in UTF-8.</param>
/// <param name="file">The file's name.</param>
internal sealed class Utf8Lines(ReadOnlyMemory<byte> bytes, string file)
{
    private int _at;
    private int _line = 1;
    private int _column = 1;

    /// <summary>Where an offset is.</summary>
    public SourceLocation At(long offset)
    {
        var to = (int)Math.Clamp(offset, _at, bytes.Length);
        var between = bytes.Span[_at..to];
        var lastBreak = between.LastIndexOf((byte)'\n');
        if (lastBreak >= 0)
        {
            _line += between.Count((byte)'\n');
            _column = 1;
            between = between[(lastBreak + 1)..];
        }

        _column += Encoding.UTF8.GetCharCount(between);
        _at = to;
        return new SourceLocation(file, _line, _column);
    }
}
