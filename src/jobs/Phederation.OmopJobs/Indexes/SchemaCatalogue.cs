using Npgsql;
using Phederation.Omop;

namespace Phederation.OmopJobs.Indexes;

/// <summary>The tables, keys, indexes and constraints that a schema has, as pg_catalog tells.</summary>
internal sealed class SchemaCatalogue
{
    // An index that a constraint made for itself is told with the constraint. Index fields of 0 are expressions.
    private const string Query = """
        SELECT c.contype::text, c.conname::text, t.relname::text,
               ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, o)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o),
               f.relname::text,
               ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, o)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.o),
               NOT c.condeferrable AND c.contype IN ('p', 'u', 'f')
                   AND (c.contype <> 'f' OR (f.relnamespace = t.relnamespace AND c.confdeltype = 'a' AND c.confupdtype = 'a' AND c.confmatchtype = 's'))
                   AND (c.contype = 'f' OR i.indisvalid), c.convalidated
        FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
        LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid
        LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
        WHERE t.relnamespace = $1::oid
        UNION ALL
        SELECT CASE WHEN i.indisunique THEN 'iu' ELSE 'i' END, n.relname::text, t.relname::text,
               ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(n, o)
                     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n AND k.n > 0 ORDER BY k.o),
               NULL, NULL,
               i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = i.indnatts AND m.amname = 'btree'
                   AND NOT EXISTS (SELECT FROM unnest(i.indoption::int2[]) o(flags) WHERE o.flags <> 0), true
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class n ON n.oid = i.indexrelid
        JOIN pg_catalog.pg_am m ON m.oid = n.relam
        JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
        WHERE t.relnamespace = $1::oid AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
        """;

    private readonly ILookup<string, FoundObject> _byTable;
    private readonly ILookup<string, FoundObject> _byName;

    private SchemaCatalogue(IReadOnlySet<string> tables, IReadOnlyList<FoundObject> found)
    {
        Tables = tables;
        _byTable = found.ToLookup(item => item.Table);
        _byName = found.ToLookup(item => item.Name);
    }

    /// <summary>The names of the tables.</summary>
    public IReadOnlySet<string> Tables { get; }

    /// <summary>Reads a schema.</summary>
    /// <exception cref="JobException">There is no such schema.</exception>
    public static async Task<SchemaCatalogue> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var oid = await ScalarAsync(
            connection,
            "SELECT oid::int8 FROM pg_catalog.pg_namespace WHERE nspname = $1",
            schema,
            cancellationToken
        );
        if (oid is not long number)
        {
            throw new JobException(ExitCode.Missing, $"There is no schema '{schema}'.", "Name the schema of the CDM with --schema.");
        }

        var tables = new HashSet<string>();
        await using (
            var command = new NpgsqlCommand(
                "SELECT relname::text FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND relnamespace = $1::oid",
                connection
            )
            {
                Parameters = { new() { Value = number } },
            }
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                tables.Add(reader.GetString(0));
            }
        }

        return new SchemaCatalogue(tables, await FoundAsync(connection, number, cancellationToken));
    }

    /// <summary>What there is of an object.</summary>
    /// <returns>The state, and what was found: the object itself, or what is in its place.</returns>
    public (ObjectState State, FoundObject? Found) StateOf(OmopObject item)
    {
        // Index names are the schema's, constraint names are their table's.
        var sameName = _byName[item.Name]
            .FirstOrDefault(found => item.IsIndex ? found.Kind is null || IsIndex(found) : found.Table == item.Table);
        if (sameName is not null)
        {
            return (Judge(sameName, item), sameName);
        }

        if (_byTable[item.Table].FirstOrDefault(found => found.IsLike(item)) is { } like)
        {
            return (Judge(like, item), like);
        }

        var otherKey =
            item.Kind == OmopObjectKind.PrimaryKey
                ? _byTable[item.Table].FirstOrDefault(found => found.Kind == OmopObjectKind.PrimaryKey)
                : null;
        return otherKey is null ? (ObjectState.Absent, null) : (ObjectState.Different, otherKey);
    }

    private static bool IsIndex(FoundObject found) => found.Kind is OmopObjectKind.Index or OmopObjectKind.UniqueIndex;

    private static ObjectState Judge(FoundObject found, OmopObject item) =>
        !found.IsLike(item) ? ObjectState.Different
        : found.IsValidated ? ObjectState.Present
        : ObjectState.NotValidated;

    private static async Task<IReadOnlyList<FoundObject>> FoundAsync(
        NpgsqlConnection connection,
        long schema,
        CancellationToken cancellationToken
    )
    {
        var found = new List<FoundObject>();
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = schema } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var fields = reader.GetFieldValue<string?[]>(3);
            OmopReference? reference = null;
            if (!reader.IsDBNull(4) && reader.GetFieldValue<string[]>(5) is [var target])
            {
                reference = new OmopReference(reader.GetString(4), target);
            }

            found.Add(
                new FoundObject(
                    KindOf(reader.GetString(0)),
                    reader.GetString(1),
                    reader.GetString(2),
                    fields.Contains(null) ? null : [.. fields.OfType<string>()],
                    reference,
                    reader.GetBoolean(6),
                    reader.GetBoolean(7)
                )
            );
        }

        return found;
    }

    private static OmopObjectKind? KindOf(string type) =>
        type switch
        {
            "p" => OmopObjectKind.PrimaryKey,
            "u" => OmopObjectKind.Unique,
            "f" => OmopObjectKind.ForeignKey,
            "i" => OmopObjectKind.Index,
            "iu" => OmopObjectKind.UniqueIndex,
            _ => null,
        };

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection,
        string sql,
        string value,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
