using Npgsql;
using Phederation.Omop;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Vocabulary;

/// <summary>
/// The index that finds parts of names and codes of concepts: their groups of three letters in GIN, by a function of our own, for the extension
/// pg_trgm can be had from a superuser only. Function and index lie with the vocabulary, so that a copy of its schema has them too.
/// </summary>
internal static class SearchIndex
{
    /// <summary>The function's name: all groups of three letters of a text, in lower case.</summary>
    public const string Function = "concept_trigrams";

    private static readonly (string Name, string Column)[] Indexes =
    [
        ("concept_name_trigrams", "concept_name"),
        ("concept_code_trigrams", "concept_code"),
    ];

    /// <summary>Makes what is missing; on a large vocabulary this takes minutes, and nobody else waits for it.</summary>
    /// <param name="connection">A connection as the owner of the vocabulary.</param>
    /// <param name="schema">The vocabulary's schema.</param>
    /// <param name="cancellationToken">Ends it; an index that is half made is made anew the next time.</param>
    public static async Task MakeAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var quoted = PostgresName.Quote(schema);
        await connection.RunAsync("SET statement_timeout = 0", cancellationToken);
        await connection.RunAsync("SET maintenance_work_mem = '128MB'", cancellationToken);
        // One at a time, and never together with another program that does the same.
        await connection.RunAsync("SELECT pg_advisory_lock(hashtext($1), hashtext('concept_trigrams'))", cancellationToken, schema);
        if (
            await connection.QueryAsync(
                "SELECT to_regclass($1) IS NOT NULL",
                row => row.GetBoolean(0),
                cancellationToken,
                $"{quoted}.concept"
            )
            is [false]
        )
        {
            return;
        }

        var hasFunction = await connection.QueryAsync(
            "SELECT to_regprocedure($1) IS NOT NULL",
            row => row.GetBoolean(0),
            cancellationToken,
            $"{quoted}.{Function}(text)"
        );
        if (hasFunction is [false])
        {
            await connection.RunAsync(
                // A loop rather than a query: an index of millions of names is made in half the time.
                $"""
                CREATE OR REPLACE FUNCTION {quoted}.{Function}(value text) RETURNS text[]
                LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
                AS $$
                DECLARE
                    folded text := lower(value);
                    groups text[] := array[]::text[];
                BEGIN
                    FOR i IN 1 .. length(folded) - 2 LOOP
                        groups[i] := substr(folded, i, 3);
                    END LOOP;
                    RETURN groups;
                END
                $$
                """,
                cancellationToken
            );
        }

        foreach (var (name, column) in Indexes)
        {
            var states = await StatesAsync(connection, quoted, name, cancellationToken);
            if (states is [true])
            {
                continue;
            }

            if (states is [false])
            {
                await connection.RunAsync($"DROP INDEX {quoted}.{name}", cancellationToken);
            }

            await connection.RunAsync(
                $"CREATE INDEX CONCURRENTLY {name} ON {quoted}.concept USING gin ({quoted}.{Function}({column}))",
                cancellationToken
            );
        }

        await connection.RunAsync($"ANALYZE {quoted}.concept", cancellationToken);
    }

    /// <summary>Whether the indexes can be used.</summary>
    public static async Task<bool> IsThereAsync(NpgsqlDataSource source, string quotedSchema, CancellationToken cancellationToken)
    {
        var names = Indexes.Select(index => $"{quotedSchema}.{index.Name}").ToArray();
        var count = await source.QueryAsync(
            "SELECT count(*) FROM unnest($1) n JOIN pg_index i ON i.indexrelid = to_regclass(n) AND i.indisvalid",
            row => row.GetInt64(0),
            cancellationToken,
            // As one value: an array of texts would be taken for several.
            (object)names
        );
        return count is [var found] && found == Indexes.Length;
    }

    private static Task<List<bool>> StatesAsync(
        NpgsqlConnection connection,
        string schema,
        string name,
        CancellationToken cancellationToken
    ) =>
        connection.QueryAsync(
            "SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass($1)",
            row => row.GetBoolean(0),
            cancellationToken,
            $"{schema}.{name}"
        );
}
