using Npgsql;
using Phederation.Omop;

namespace Phederation.OmopJobs.Qa;

/// <summary>What the schemas of a database hold.</summary>
internal static class SchemaContent
{
    // What belongs to an extension or hangs on another object goes with that.
    private const string Objects = """
        SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
               || ' IF EXISTS ' || c.oid::regclass::text
        FROM pg_class c WHERE c.relnamespace::regnamespace::text = ANY ($1) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
        UNION ALL
        SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END || ' IF EXISTS ' || p.oid::regprocedure::text
        FROM pg_proc p WHERE p.pronamespace::regnamespace::text = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
        UNION ALL
        SELECT 'TYPE IF EXISTS ' || t.oid::regtype::text
        FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE t.typnamespace::regnamespace::text = ANY ($1) AND (t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype IN ('e', 'i'))
        """;

    /// <summary>Which of the schemas there are.</summary>
    public static Task<IReadOnlyList<string>> SchemasAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ListAsync(connection, "SELECT nspname::text FROM pg_namespace WHERE nspname = ANY ($1) ORDER BY 1", cancellationToken);

    /// <summary>The tables that hold rows of their own, as names in SQL.</summary>
    public static Task<IReadOnlyList<string>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ListAsync(
            connection,
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables JOIN pg_class c ON c.oid = format('%I.%I', schemaname, tablename)::regclass "
                + "WHERE schemaname = ANY ($1) AND c.relkind = 'r' ORDER BY 1",
            cancellationToken
        );

    /// <summary>How many rows a table has.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A table that has rows, or null.</summary>
    public static async Task<string?> FirstWithRowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var table in await TablesAsync(connection, cancellationToken))
        {
            await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM {table})", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return table;
            }
        }

        return null;
    }

    /// <summary>Drops everything in the schemas, all of it or nothing; the schemas stay.</summary>
    /// <returns>How many objects there were.</returns>
    public static async Task<int> DropAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var objects = await ListAsync(connection, Objects, cancellationToken);
        foreach (var item in objects)
        {
            await RunAsync(connection, $"DROP {item} CASCADE", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return objects.Count;
    }

    /// <summary>Makes the empty tables of the data model, as the first start of the server does.</summary>
    public static async Task CreateEmptyAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await RunAsync(connection, OmopDdl.CreateTables("omopcdm"), cancellationToken);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = QaOptions.Schemas.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }
}
