using System.Collections.Frozen;

namespace Phederation.Omop;

/// <summary>
/// The 35 primary keys, 69 indexes (6 of them unique) and 147 constraints of the data model 5.3.1 (v5.3.1, June 2018, OHDSI/CommonDataModel), as a
/// committed table of facts, in the order in which they can be made.
/// </summary>
public static class OmopObjects
{
    private const string Resource = "omop-cdm-5.3.1.constraints.facts";

    private static readonly FrozenDictionary<string, OmopObjectKind> Kinds = new Dictionary<string, OmopObjectKind>
    {
        ["primary-key"] = OmopObjectKind.PrimaryKey,
        ["index"] = OmopObjectKind.Index,
        ["unique-index"] = OmopObjectKind.UniqueIndex,
        ["foreign-key"] = OmopObjectKind.ForeignKey,
        ["unique"] = OmopObjectKind.Unique,
    }.ToFrozenDictionary();

    /// <summary>Reads the facts that this library carries.</summary>
    public static IReadOnlyList<OmopObject> Load()
    {
        using var stream =
            typeof(OmopObjects).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly was built without {Resource}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads such a table: "KIND NAME TABLE FIELD… [> TABLE.FIELD]", a line each.</summary>
    /// <exception cref="FormatException">A line is none of these.</exception>
    internal static IReadOnlyList<OmopObject> Parse(string text)
    {
        var objects = new List<OmopObject>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0)
            {
                objects.Add(
                    ParseObject(words) ?? throw new FormatException($"Line {index + 1} of the facts is no key, index or constraint: {line}")
                );
            }
        }

        return objects;
    }

    private static OmopObject? ParseObject(string[] words)
    {
        if (words.Length < 4 || !Kinds.TryGetValue(words[0], out var kind))
        {
            return null;
        }

        var fields = words[3..];
        OmopReference? reference = null;
        if (fields is [.., ">", var target] && target.Split('.') is [var table, var field])
        {
            reference = new OmopReference(table, field);
            fields = fields[..^2];
        }

        var isWhole = fields.Length > 0 && !fields.Contains(">") && (reference is not null) == (kind == OmopObjectKind.ForeignKey);
        return isWhole ? new OmopObject(kind, words[1], words[2], fields, reference) : null;
    }
}
