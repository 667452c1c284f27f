namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Splits arguments into words.</summary>
internal static class WordSplitter
{
    /// <summary>The words between blanks, whatever they hold: paths, ports, images.</summary>
    public static List<DockerfileText> SplitPlain(DockerfileText text) => Split(text, (raw, start) => EndOfPlain(raw, start));

    /// <summary>The words of a line in which blanks may be quoted or escaped: variables and labels.</summary>
    public static List<DockerfileText> SplitQuoted(DockerfileText text) =>
        Split(text, (raw, start) => EndOfQuoted(raw, start, text.Escape));

    /// <summary>Where a word that begins somewhere ends; quotes and escapes stay in it.</summary>
    public static int EndOfQuoted(string raw, int start, char escape)
    {
        var quote = '\0';
        var index = start;
        for (; index < raw.Length && (quote != '\0' || !char.IsWhiteSpace(raw[index])); index++)
        {
            if (raw[index] == escape && quote != '\'')
            {
                index++;
            }
            else if (quote == '\0' && raw[index] is ('"' or '\''))
            {
                quote = raw[index];
            }
            else if (raw[index] == quote)
            {
                quote = '\0';
            }
        }

        return Math.Min(index, raw.Length);
    }

    private static int EndOfPlain(string raw, int start)
    {
        while (start < raw.Length && !char.IsWhiteSpace(raw[start]))
        {
            start++;
        }

        return start;
    }

    private static List<DockerfileText> Split(DockerfileText text, Func<string, int, int> endOf)
    {
        var words = new List<DockerfileText>();
        for (var start = 0; start < text.Raw.Length; )
        {
            if (char.IsWhiteSpace(text.Raw[start]))
            {
                start++;
                continue;
            }

            var end = endOf(text.Raw, start);
            words.Add(text.Slice(start, end - start));
            start = end;
        }

        return words;
    }
}
