using System.Text;

namespace Phederation.Omop;

/// <summary>SQL that makes the data model's tables in PostgreSQL. The same input gives the same bytes; running it again changes nothing.</summary>
public static class OmopDdl
{
    /// <summary>One statement that makes a schema.</summary>
    /// <param name="schema">Its name; quoted, so any name that PostgreSQL takes is right.</param>
    /// <param name="owner">The role that owns it, or null for the one that runs the statement.</param>
    public static string CreateSchema(string schema, string? owner = null) =>
        $"CREATE SCHEMA IF NOT EXISTS {PostgresName.Quote(schema)}{(owner is null ? "" : $" AUTHORIZATION {PostgresName.Quote(owner)}")};\n";

    /// <summary>One statement for each of the 39 tables.</summary>
    /// <param name="schema">The schema that holds them, which must exist.</param>
    /// <param name="primaryKeys">
    /// With the primary keys of 5.3.1. The data model's own script leaves them out, so that large loads come before them.
    /// </param>
    public static string CreateTables(string schema, bool primaryKeys = false)
    {
        var text = new StringBuilder();
        var keys = OmopObjects.Load().Where(item => item.Kind == OmopObjectKind.PrimaryKey).ToList();
        foreach (var table in OmopCdm.Load().Tables)
        {
            text.Append("CREATE TABLE IF NOT EXISTS ")
                .Append(PostgresName.Quote(schema))
                .Append('.')
                .Append(PostgresName.Quote(table.Name))
                .Append(" (\n    ");
            text.AppendJoin(",\n    ", table.Fields.Select(Column).Concat(primaryKeys ? PrimaryKey(table, keys) : []));
            text.Append("\n);\n");
        }

        return text.ToString();
    }

    private static string Column(OmopField field) =>
        $"{PostgresName.Quote(field.Name)} {field.Type}{(field.IsRequired ? " NOT NULL" : "")}";

    private static IEnumerable<string> PrimaryKey(OmopTable table, IReadOnlyList<OmopObject> keys) =>
        keys.Where(key => key.Table == table.Name)
            .Select(key =>
                $"CONSTRAINT {PostgresName.Quote(key.Name)} PRIMARY KEY ({string.Join(", ", key.Fields.Select(PostgresName.Quote))})"
            );
}
