using Phederation.Omop;

namespace Phederation.OmopJobs.Concepts;

/// <summary>The statements that compare the rows of the files, which are in temporary tables by then, with the vocabulary's tables.</summary>
internal sealed class LoadSql(string schema)
{
    private const string Prefix = "custom_";

    /// <summary>The field of the temporary tables that has the row's line.</summary>
    public const string Line = "file_line";

    /// <summary>Makes an empty temporary table for the rows of a file.</summary>
    public string CreateInput(ConceptTable table) =>
        $"CREATE TEMPORARY TABLE {Input(table.Name)} ON COMMIT DROP AS SELECT 0 AS {Line}, {Fields(table, "t")} FROM {Target(table.Name)} t LIMIT 0";

    /// <summary>Fills it.</summary>
    public static string CopyInput(ConceptTable table) =>
        $"COPY {Input(table.Name)} ({Line}, {string.Join(", ", table.Table.Fields.Select(field => Name(field.Name)))}) FROM STDIN (FORMAT binary)";

    /// <summary>The lines whose field refers to nothing, neither in the files nor in the database.</summary>
    public string Dangling(ConceptTable table, OmopField field)
    {
        var (target, key) = (field.References!.Table, Name(field.References.Field));
        return $"""
            SELECT i.{Line} FROM {Input(table.Name)} i WHERE i.{Name(field.Name)} IS NOT NULL
            AND NOT EXISTS (SELECT FROM {Input(target)} r WHERE r.{key} = i.{Name(field.Name)})
            AND NOT EXISTS (SELECT FROM {Target(target)} r WHERE r.{key} = i.{Name(field.Name)}) ORDER BY 1 LIMIT {FileErrors.Most + 1}
            """;
    }

    /// <summary>The lines that would change what the vocabularies' makers own.</summary>
    /// <param name="table">A table that has no concept's id as key.</param>
    /// <param name="ownership">Its field that names the concept which stands for the row.</param>
    public string Foreign(ConceptTable table, string ownership) =>
        $"""
            SELECT i.{Line} FROM {Input(table.Name)} i JOIN {Target(table.Name)} t ON {SameKey(table)}
            WHERE {Differs(table)} AND t.{Name(ownership)} <> 0 AND t.{Name(
                ownership
            )} < {ConceptTables.FirstOwnId} ORDER BY 1 LIMIT {FileErrors.Most + 1}
            """;

    /// <summary>
    /// One statement that inserts what is new into some tables, and tells how much. In one statement, since the references between the tables go
    /// in circles and are checked at its end.
    /// </summary>
    public string Insert(IReadOnlyList<ConceptTable> tables)
    {
        var inserts = tables.Select(table =>
            $"new_{table.Name} AS (INSERT INTO {Target(table.Name)} ({Fields(table, null)}) SELECT {Fields(table, "i")} FROM {Input(table.Name)} i "
            + $"WHERE NOT EXISTS (SELECT FROM {Target(table.Name)} t WHERE {SameKey(table)}) RETURNING 1)"
        );
        var counts = tables.Select(table => $"(SELECT count(*) FROM new_{table.Name})");
        return $"WITH {string.Join(",\n", inserts)}\nSELECT {string.Join(", ", counts)}";
    }

    /// <summary>Changes the rows that are different; null for a table whose fields are all key.</summary>
    public string? Update(ConceptTable table) =>
        table.Rest.Any()
            ? $"UPDATE {Target(table.Name)} t SET {string.Join(", ", table.Rest.Select(field => $"{Name(field)} = i.{Name(field)}"))} "
                + $"FROM {Input(table.Name)} i WHERE {SameKey(table)} AND {Differs(table)}"
            : null;

    /// <summary>How many rows of a file are in the database as they are in the file.</summary>
    public string CountLoaded(ConceptTable table) =>
        $"SELECT count(*) FROM {Input(table.Name)} i WHERE EXISTS (SELECT FROM {Target(table.Name)} t WHERE {SameKey(table)}"
        + $"{(table.Rest.Any() ? $" AND NOT {Differs(table)}" : "")})";

    private static string Differs(ConceptTable table) => $"(ROW({Rest(table, "t")}) IS DISTINCT FROM ROW({Rest(table, "i")}))";

    private static string Rest(ConceptTable table, string alias) => string.Join(", ", table.Rest.Select(field => $"{alias}.{Name(field)}"));

    private static string SameKey(ConceptTable table) =>
        string.Join(" AND ", table.Key.Select(field => $"t.{Name(field)} = i.{Name(field)}"));

    private static string Fields(ConceptTable table, string? alias) =>
        string.Join(", ", table.Table.Fields.Select(field => alias is null ? Name(field.Name) : $"{alias}.{Name(field.Name)}"));

    private static string Input(string table) => PostgresName.Quote(Prefix + table);

    private static string Name(string field) => PostgresName.Quote(field);

    private string Target(string table) => OmopObjectDdl.Table(schema, table);
}
