using Npgsql;
using Phederation.Omop;

namespace Phederation.OmopJobs.Indexes;

/// <summary>Counts the rows that keep a key or constraint from being made. Only numbers leave the database.</summary>
internal static class Violations
{
    private const int Most = 100_000;

    /// <summary>What a site must mend, in words.</summary>
    public static async Task<string> DescribeAsync(
        NpgsqlConnection connection,
        string schema,
        OmopObject item,
        CancellationToken cancellationToken
    )
    {
        var table = OmopObjectDdl.Table(schema, item.Table);
        var fields = string.Join(", ", item.Fields.Select(PostgresName.Quote));
        if (item.Kind == OmopObjectKind.ForeignKey)
        {
            var target = OmopObjectDdl.Table(schema, item.References!.Table);
            var (field, key) = (PostgresName.Quote(item.Fields[0]), PostgresName.Quote(item.References.Field));
            var (rows, values) = await CountAsync(
                connection,
                $"""
                SELECT count(*), count(DISTINCT v.{field}) FROM (
                    SELECT r.{field} FROM {table} r
                    WHERE r.{field} IS NOT NULL AND NOT EXISTS (SELECT FROM {target} t WHERE t.{key} = r.{field}) LIMIT {Most}) v
                """,
                cancellationToken
            );
            return $"{Number(rows)} rows of {item.Table} have {Number(values)} values of {item.FieldList} that {item.References.Table}.{item.References.Field} lacks";
        }

        var (keys, duplicates) = await CountAsync(
            connection,
            $"SELECT count(*), COALESCE(sum(v.n), 0)::int8 FROM (SELECT count(*) AS n FROM {table} GROUP BY {fields} HAVING count(*) > 1 LIMIT {Most}) v",
            cancellationToken
        );
        return $"{Number(keys)} values of {item.FieldList} are in {Number(duplicates)} rows of {item.Table}, where each may be in one only";
    }

    private static string Number(long count) => count >= Most ? $"{Most} or more" : $"{count}";

    private static async Task<(long First, long Second)> CountAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
