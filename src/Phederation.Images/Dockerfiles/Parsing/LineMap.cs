using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Where the characters of a text that was put together from several lines stand in the file.</summary>
internal sealed class LineMap(string file)
{
    private readonly List<Piece> _pieces = [];

    private readonly record struct Piece(int Offset, int Line, int Column);

    /// <summary>Says that the characters from an offset on stand at a place, one after another. Offsets only grow.</summary>
    public void Add(int offset, int line, int column) => _pieces.Add(new Piece(offset, line, column));

    /// <summary>The place of a character.</summary>
    public SourceLocation Locate(int offset)
    {
        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _pieces[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }

        var piece = _pieces[low];
        return new SourceLocation(file, piece.Line, piece.Column + offset - piece.Offset);
    }
}
