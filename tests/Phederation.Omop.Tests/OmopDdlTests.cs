using Phederation.Testing;

namespace Phederation.Omop.Tests;

public sealed class OmopDdlTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Text_is_the_same_each_time()
    {
        Assert.Equal(OmopDdl.CreateTables("omopcdm"), OmopDdl.CreateTables("omopcdm"));
        Assert.DoesNotContain('\r', OmopDdl.CreateTables("omopcdm"));
    }

    [Fact]
    public void Tables_are_one_statement_each()
    {
        var statements = OmopDdl.CreateTables("omopcdm").Split(";\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(39, statements.Length);
        Assert.All(
            statements,
            statement => Assert.StartsWith("CREATE TABLE IF NOT EXISTS \"omopcdm\".\"", statement, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("äääääääääääääääääääääääääääääääää")]
    public void Name_that_postgresql_would_change_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => OmopDdl.CreateTables(name));

    [Fact(Timeout = 120_000)]
    public async Task Tables_are_made_in_postgresql_with_their_types_and_twice_is_once()
    {
        await using var server = await PostgresServer.StartAsync(Cancellation);
        const string Schema = "Omop \"CDM\"; DROP";

        await server.RunAsync(OmopDdl.CreateSchema(Schema, "postgres") + OmopDdl.CreateTables(Schema), Cancellation);
        await server.RunAsync(OmopDdl.CreateSchema(Schema) + OmopDdl.CreateTables(Schema), Cancellation);

        var columns = await server.RunAsync(
            """
            SELECT c.table_name || '.' || c.column_name || ' '
                || CASE WHEN c.data_type = 'character varying' THEN 'varchar(' || c.character_maximum_length || ')'
                        WHEN c.data_type = 'timestamp without time zone' THEN 'timestamp' ELSE c.data_type END
                || CASE WHEN c.is_nullable = 'NO' THEN ' not null' ELSE '' END
            FROM information_schema.columns c
            WHERE c.table_schema = 'Omop "CDM"; DROP'
            ORDER BY c.table_name COLLATE "C", c.ordinal_position
            """,
            Cancellation
        );
        var expected = OmopCdm
            .Load()
            .Tables.OrderBy(table => table.Name, StringComparer.Ordinal)
            .SelectMany(table =>
                table.Fields.Select(field => $"{table.Name}.{field.Name} {field.Type}{(field.IsRequired ? " not null" : "")}")
            );
        Assert.Equal(expected, columns.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var count = await server.RunAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'Omop \"CDM\"; DROP'", Cancellation);
        Assert.Equal("39", count.Trim());
    }

    [Fact(Timeout = 120_000)]
    public async Task Primary_keys_are_made_in_postgresql_where_they_are_asked_for()
    {
        await using var server = await PostgresServer.StartAsync(Cancellation);
        var script = OmopDdl.CreateSchema("cdm") + OmopDdl.CreateTables("cdm", primaryKeys: true);

        await server.RunAsync(script + script, Cancellation);

        var keys = await server.RunAsync(
            """
            SELECT r.relname || ' ' || array_length(c.conkey, 1) FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
            WHERE c.contype = 'p' AND c.connamespace = 'cdm'::regnamespace ORDER BY r.relname COLLATE "C"
            """,
            Cancellation
        );
        var expected = OmopCdm
            .Load()
            .Tables.Where(table => table.Fields.Any(field => field.IsKey))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .Select(table => $"{table.Name} {table.Fields.Count(field => field.IsKey)}");
        Assert.Equal(expected, keys.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
