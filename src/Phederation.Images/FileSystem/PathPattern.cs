namespace Phederation.Images.FileSystem;

/// <summary>
/// A pattern over image paths (no leading slash): <c>*</c> and <c>?</c> stay within one segment, a segment <c>**</c> stands for any
/// number of segments. Matching is ordinal.
/// </summary>
internal sealed class PathPattern
{
    private readonly string[] _segments;

    /// <summary>Makes the pattern from its text.</summary>
    public PathPattern(string text)
    {
        Text = text;
        _segments = text.Split('/');
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether the whole path fits.</summary>
    public bool Matches(string path) => Matches(path.Split('/'), 0, 0);

    private bool Matches(string[] path, int at, int segment)
    {
        for (; segment < _segments.Length; segment++, at++)
        {
            if (_segments[segment] == "**")
            {
                // The last '**' stands for at least one segment: 'a/**' is what lies in a, not a itself.
                if (segment == _segments.Length - 1)
                {
                    return at < path.Length;
                }

                for (var next = at; next < path.Length; next++)
                {
                    if (Matches(path, next, segment + 1))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (at >= path.Length || !MatchesSegment(path[at], _segments[segment]))
            {
                return false;
            }
        }

        return at == path.Length;
    }

    private static bool MatchesSegment(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
