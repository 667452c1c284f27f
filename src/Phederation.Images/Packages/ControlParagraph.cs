namespace Phederation.Images.Packages;

/// <summary>
/// One paragraph of Debian control data (deb822(5)): fields in their order, with continuation lines. Also the format of apt's
/// <c>.sources</c> files.
/// </summary>
internal sealed class ControlParagraph
{
    private static readonly char[] Blanks = [' ', '\t'];
    private readonly List<KeyValuePair<string, string>> _fields;

    private ControlParagraph(List<KeyValuePair<string, string>> fields) => _fields = fields;

    /// <summary>The value of a field (names are compared without case), or null.</summary>
    public string? this[string name] =>
        _fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).FirstOrDefault();

    /// <summary>The paragraph as text, with a field replaced (null: removed) or inserted after the first one.</summary>
    public string With(string name, string? value)
    {
        var fields = _fields.ToList();
        var index = fields.FindIndex(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            fields.RemoveAt(index);
        }

        if (value is not null)
        {
            fields.Insert(index >= 0 ? index : Math.Min(1, fields.Count), KeyValuePair.Create(name, value));
        }

        return string.Concat(fields.Select(field => $"{field.Key}: {field.Value}\n"));
    }

    /// <summary>Reads all paragraphs; comment lines are left out. Lines that are no field are left out as apt does.</summary>
    public static IReadOnlyList<ControlParagraph> ReadAll(string text)
    {
        var paragraphs = new List<ControlParagraph>();
        var fields = new List<KeyValuePair<string, string>>();
        // Lines end with a line feed only: other ends would make fields of what is inside of one.
        foreach (var line in text.Split('\n').Append("").Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (line.AsSpan().Trim(Blanks).IsEmpty)
            {
                if (fields.Count > 0)
                {
                    paragraphs.Add(new ControlParagraph(fields));
                    fields = [];
                }

                continue;
            }

            if (line[0] is ' ' or '\t')
            {
                if (fields.Count > 0)
                {
                    var (name, value) = fields[^1];
                    fields[^1] = KeyValuePair.Create(name, value + "\n" + line);
                }

                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields.Add(KeyValuePair.Create(line[..colon].TrimEnd(Blanks), line[(colon + 1)..].Trim(Blanks)));
            }
        }

        return paragraphs;
    }
}
