using Microsoft.Extensions.Logging;
using Npgsql;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Fhir.Storage;

/// <summary>
/// Makes the tables when the database is first there, whenever that is: a service that starts before its database waits for it. Tables are made
/// by the account that owns the schema; the service's own account is given the right to use them, and no more.
/// </summary>
internal sealed partial class SchemaGate(NpgsqlDataSource source, SchemaOwner? owner, ILogger<SchemaGate> logger) : IDisposable
{
    // Any number that nobody else takes; two services that start at once take turns.
    private const long Lock = 5_302_761_184_336_257;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _open;

    /// <summary>Waits until the tables are there.</summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_open)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_open)
            {
                await MakeOrTellAsync(cancellationToken);
                _open = true;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task MakeOrTellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MakeAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A database that was made before this server: its administrator has to let it in.
            throw new ProblemException(
                Problem.Of(503, "The tables can't be made: the schema fhir must be there, and owned by the account that makes them.") with
                {
                    RetryAfterSeconds = 30,
                },
                exception
            );
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var maker = owner?.Source ?? source;
        await using var connection = await maker.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        await using (var exists = new NpgsqlCommand("SELECT to_regnamespace('fhir') IS NOT NULL", connection))
        {
            var sql = Sql();
            // An account that may make no schema may still own this one.
            sql = (bool)(await exists.ExecuteScalarAsync(cancellationToken))!
                ? sql.Replace("CREATE SCHEMA IF NOT EXISTS fhir;", "", StringComparison.Ordinal)
                : sql;
            await RunAsync(connection, sql, cancellationToken);
        }

        if (owner is { User: var user })
        {
            var name = $"\"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            await RunAsync(
                connection,
                $"GRANT USAGE ON SCHEMA fhir TO {name}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA fhir TO {name}; "
                    + $"GRANT USAGE ON ALL SEQUENCES IN SCHEMA fhir TO {name}",
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
        Ready(logger);
    }

    private static string Sql()
    {
        using var reader = new StreamReader(typeof(SchemaGate).Assembly.GetManifestResourceStream("schema.sql")!);
        return reader.ReadToEnd();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The tables of the schema fhir are there")]
    private static partial void Ready(ILogger logger);
}
