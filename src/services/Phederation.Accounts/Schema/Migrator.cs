using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Phederation.Accounts.Schema;

/// <summary>
/// Brings the schema "webapi" to the version that a program needs. All steps run in one transaction under a lock of the database: of several
/// programs that start at once one does it, and after a crash nothing is half done. Run it as the account that owns the schema.
/// </summary>
public static class Migrator
{
    // "accounts" in ASCII; any number that nothing else takes would do. The same for all components: they share the table of versions.
    private const long Lock = 0x6163636F756E7473;

    /// <summary>Runs the steps that have not run yet.</summary>
    /// <param name="source">The database, as the schema's owner.</param>
    /// <param name="component">Whose steps these are, such as "accounts".</param>
    /// <param name="steps">All steps, with ascending versions.</param>
    /// <param name="cancellationToken">Ends it; nothing is left half done.</param>
    /// <returns>How many steps ran.</returns>
    /// <exception cref="InvalidOperationException">A step that ran already has other statements now, or a newer program was here.</exception>
    public static async Task<int> RunAsync(
        NpgsqlDataSource source,
        string component,
        IReadOnlyList<Migration> steps,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        await ExecuteAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS webapi.account_schema (
                component text NOT NULL,
                version integer NOT NULL,
                name text NOT NULL,
                checksum text NOT NULL,
                applied timestamp with time zone NOT NULL DEFAULT now(),
                PRIMARY KEY (component, version)
            )
            """,
            cancellationToken
        );
        var done = await DoneAsync(connection, component, cancellationToken);
        if (done.Keys.Any(version => steps.All(step => step.Version != version)))
        {
            throw new InvalidOperationException($"The tables of {component} were changed by a newer version of this program.");
        }

        var count = 0;
        foreach (var step in steps)
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(step.Sql)));
            if (done.TryGetValue(step.Version, out var known))
            {
                if (known != checksum)
                {
                    throw new InvalidOperationException($"The step {step.Name} of {component} ran with other statements.");
                }

                continue;
            }

            await ExecuteAsync(connection, step.Sql, cancellationToken);
            await using var insert = new NpgsqlCommand(
                "INSERT INTO webapi.account_schema (component, version, name, checksum) VALUES ($1, $2, $3, $4)",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = component },
                    new() { Value = step.Version },
                    new() { Value = step.Name },
                    new() { Value = checksum },
                },
            };
            await insert.ExecuteNonQueryAsync(cancellationToken);
            count++;
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static async Task<Dictionary<int, string>> DoneAsync(
        NpgsqlConnection connection,
        string component,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT version, checksum FROM webapi.account_schema WHERE component = $1", connection)
        {
            Parameters = { new() { Value = component } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var done = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            done[reader.GetInt32(0)] = reader.GetString(1);
        }

        return done;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
