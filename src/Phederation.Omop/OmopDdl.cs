using System.Text;

namespace Phederation.Omop;

/// <summary>SQL that makes the data model's tables in PostgreSQL. The same input gives the same bytes; running it again changes nothing.</summary>
public static class OmopDdl
{
    /// <summary>One statement that makes a schema.</summary>
    /// <param name="schema">Its name; quoted, so any name that PostgreSQL takes is right.</param>
    /// <param name="owner">The role that owns it, or null for the one that runs the statement.</param>
    public static string CreateSchema(string schema, string? owner = null) =>
        $"CREATE SCHEMA IF NOT EXISTS {Identifier(schema)}{(owner is null ? "" : $" AUTHORIZATION {Identifier(owner)}")};\n";

    /// <summary>One statement for each of the 39 tables.</summary>
    /// <param name="schema">The schema that holds them, which must exist.</param>
    /// <param name="primaryKeys">
    /// With the primary keys of 5.3.1. The data model's own script leaves them out, so that large loads come before them.
    /// </param>
    public static string CreateTables(string schema, bool primaryKeys = false)
    {
        var text = new StringBuilder();
        foreach (var table in OmopCdm.Load().Tables)
        {
            text.Append("CREATE TABLE IF NOT EXISTS ")
                .Append(Identifier(schema))
                .Append('.')
                .Append(Identifier(table.Name))
                .Append(" (\n    ");
            text.AppendJoin(",\n    ", table.Fields.Select(Column).Concat(primaryKeys ? PrimaryKey(table) : []));
            text.Append("\n);\n");
        }

        return text.ToString();
    }

    private static string Column(OmopField field) => $"{Identifier(field.Name)} {field.Type}{(field.IsRequired ? " NOT NULL" : "")}";

    private static IEnumerable<string> PrimaryKey(OmopTable table)
    {
        var fields = table.Fields.Where(field => field.IsKey).Select(field => Identifier(field.Name)).ToList();
        return fields.Count == 0 ? [] : [$"CONSTRAINT {Identifier($"xpk_{table.Name}")} PRIMARY KEY ({string.Join(", ", fields)})"];
    }

    // Always quoted: 5.3.1 has fields named offset, domain and name, and a schema's name comes from elsewhere.
    private static string Identifier(string name) =>
        Encoding.UTF8.GetByteCount(name) is > 0 and <= 63 && !name.Contains('\0', StringComparison.Ordinal)
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : throw new ArgumentException($"'{name}' is no PostgreSQL name: it must have 1 to 63 bytes and no NUL.", nameof(name));
}
