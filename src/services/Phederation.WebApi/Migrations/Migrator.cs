using System.Globalization;
using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Migrations;

/// <summary>
/// Brings the schemas of a site up to what this program needs. Each script runs once, in a transaction of its own; of several programs that start
/// at once, one works and the others wait.
/// </summary>
internal sealed partial class Migrator(NpgsqlDataSource administrator, ILogger<Migrator> logger)
{
    // "webapidb" in ASCII; any number that nothing else takes would do.
    private const long Lock = 0x7765626170696462;
    private const string Prefix = "migrations/";

    /// <summary>Runs the scripts that have not been run.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken);
        // Without a limit on statements: an index of a large table takes its time.
        await connection.RunAsync("SET statement_timeout = 0", cancellationToken);
        await connection.RunAsync("SELECT pg_advisory_lock($1)", cancellationToken, Lock);
        await connection.RunAsync(
            "CREATE TABLE IF NOT EXISTS webapi.webapi_migration (number integer PRIMARY KEY, name text NOT NULL, applied timestamptz NOT NULL DEFAULT now())",
            cancellationToken
        );
        var done = await connection.QueryAsync("SELECT number FROM webapi.webapi_migration", row => row.GetInt32(0), cancellationToken);
        foreach (var (number, name, sql) in Scripts().Where(script => !done.Contains(script.Number)))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.RunAsync(sql, cancellationToken);
            await connection.RunAsync("INSERT INTO webapi.webapi_migration (number, name) VALUES ($1, $2)", cancellationToken, number, name);
            await transaction.CommitAsync(cancellationToken);
            Applied(logger, name);
        }

        await connection.RunAsync("SELECT pg_advisory_unlock($1)", cancellationToken, Lock);
    }

    private static IEnumerable<(int Number, string Name, string Sql)> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[Prefix.Length..];
            yield return (int.Parse(name[..3], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is changed by {Script}")]
    private static partial void Applied(ILogger logger, string script);
}
