namespace Phederation.Omop;

/// <summary>Reads the table of facts: "table NAME", then a line for each field: "NAME TYPE [not-null] [key] [> TABLE.FIELD]".</summary>
internal static class OmopFacts
{
    public static IReadOnlyList<OmopTable> Parse(string text)
    {
        var tables = new List<OmopTable>();
        var fields = new List<OmopField>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["table", var name])
            {
                fields = [];
                tables.Add(new OmopTable(name, fields));
            }
            else if (words.Length > 0)
            {
                fields.Add(ParseField(words) ?? throw new FormatException($"Line {index + 1} of the facts is no field: {line}"));
            }
        }

        return tables;
    }

    private static OmopField? ParseField(string[] words)
    {
        if (words.Length < 2)
        {
            return null;
        }

        var rest = words.AsSpan(2);
        var isRequired = Take(ref rest, "not-null");
        var isKey = Take(ref rest, "key");
        OmopReference? reference = null;
        if (rest is [">", var target] && target.Split('.') is [var table, var field])
        {
            reference = new OmopReference(table, field);
            rest = [];
        }

        return rest.IsEmpty ? new OmopField(words[0], words[1], isRequired, isKey, reference) : null;
    }

    private static bool Take(ref Span<string> words, string word)
    {
        if (words.IsEmpty || words[0] != word)
        {
            return false;
        }

        words = words[1..];
        return true;
    }
}
