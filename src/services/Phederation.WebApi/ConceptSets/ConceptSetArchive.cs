using System.Globalization;
using System.IO.Compression;
using System.Text;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.ConceptSets;

/// <summary>
/// Concept sets as WebAPI hands them out: a ZIP of conceptSetExpression.csv, includedConcepts.csv and mappedConcepts.csv.
/// </summary>
internal static class ConceptSetArchive
{
    private const string Own =
        "Concept Set ID,Name,Concept ID,Concept Code,Concept Name,Domain,Vocabulary,Standard Concept,Exclude,Descendants,Mapped";
    private const string Others = "Concept Set ID,Name,Concept ID,Concept Code,Concept Name,Concept Class ID,Domain,Vocabulary";

    /// <summary>Writes sets.</summary>
    public static byte[] Write(IReadOnlyList<ExportedSet> sets)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Entry(
                zip,
                "conceptSetExpression.csv",
                Own,
                sets.SelectMany(
                    set => set.Expression.Items,
                    (set, item) =>
                        Line(
                            Number(set.Id),
                            set.Name,
                            Number(item.Concept.Id),
                            item.Concept.Code,
                            item.Concept.Name,
                            item.Concept.Domain,
                            item.Concept.Vocabulary,
                            item.Concept.Standard,
                            Truth(item.IsExcluded),
                            Truth(item.IncludeDescendants),
                            Truth(item.IncludeMapped)
                        )
                )
            );
            Entry(zip, "includedConcepts.csv", Others, sets.SelectMany(set => set.Included, (set, concept) => Line(set, concept)));
            Entry(zip, "mappedConcepts.csv", Others, sets.SelectMany(set => set.Mapped, (set, concept) => Line(set, concept)));
        }

        return content.ToArray();
    }

    private static void Entry(ZipArchive zip, string name, string heading, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(heading);
        writer.Write('\n');
        foreach (var line in lines)
        {
            writer.Write(line);
            writer.Write('\n');
        }
    }

    private static string Line(ExportedSet set, Concept concept) =>
        Line(
            Number(set.Id),
            set.Name,
            Number(concept.Id),
            concept.Code,
            concept.Name,
            concept.ConceptClass,
            concept.Domain,
            concept.Vocabulary
        );

    private static string Line(params string?[] fields) => string.Join(',', fields.Select(Field));

    // A field that a spreadsheet would take for a formula is only text.
    private static string Field(string? text)
    {
        var safe = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text ?? "";
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Truth(bool value) => value ? "true" : "false";
}
