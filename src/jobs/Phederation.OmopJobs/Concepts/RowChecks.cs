namespace Phederation.OmopJobs.Concepts;

/// <summary>The rules that a file's rows must keep among themselves.</summary>
internal static class RowChecks
{
    private static readonly string[] Flags = ["standard_concept", "invalid_reason"];

    /// <summary>Tells every row that breaks one.</summary>
    public static void Check(string file, ConceptTable table, IReadOnlyList<ConceptRow> rows, FileErrors errors)
    {
        var fields = table.Table.Fields.Select(field => field.Name).ToList();
        var key = table.Key.Select(name => fields.IndexOf(name)).ToArray();
        var own = table.OwnIds.Select(name => fields.IndexOf(name)).ToArray();
        var (start, end) = (fields.IndexOf("valid_start_date"), fields.IndexOf("valid_end_date"));
        var seen = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            void Fail(int field, string what) => errors.Add(file, row.Line, row.Columns[field], $"{fields[field]}: {what}");

            if (!seen.TryAdd(string.Join('\u001F', key.Select(field => row.Values[field])), row.Line))
            {
                var first = seen[string.Join('\u001F', key.Select(field => row.Values[field]))];
                Fail(key[0], $"the same {string.Join(", ", table.Key)} as in line {first}");
            }

            if (own.Length > 0 && !own.Any(field => row.Values[field] is int and >= ConceptTables.FirstOwnId))
            {
                Fail(
                    own[0],
                    own.Length == 1
                        ? $"a site's own concepts have ids from {ConceptTables.FirstOwnId} on"
                        : $"one of {string.Join(" and ", table.OwnIds)} must be a site's own concept, with an id from {ConceptTables.FirstOwnId} on"
                );
            }

            if (start >= 0 && row.Values[start] is DateOnly from && row.Values[end] is DateOnly to && to < from)
            {
                Fail(end, "it ends before it starts");
            }

            if (
                Flags
                    .Select(name => fields.IndexOf(name))
                    .FirstOrDefault(field => field >= 0 && !IsFlag(fields[field], row.Values[field]), -1)
                is >= 0
                    and var flag
            )
            {
                Fail(flag, fields[flag] == "invalid_reason" ? "D, U or nothing is accepted" : "S, C or nothing is accepted");
            }
        }
    }

    private static bool IsFlag(string field, object? value) =>
        value is null || (field == "invalid_reason" ? value is "D" or "U" : value is "S" or "C");
}
