using Npgsql;

namespace Phederation.OmopJobs.Qa;

/// <summary>
/// How the job knows a copy of its own: a comment on the schema. What doesn't carry it is never emptied, so that a swapped host name costs no
/// data.
/// </summary>
internal static class QaMark
{
    private const string Schema = "omopcdm";
    private const string Begun = "PHederation QA copy, not complete";
    private const string Complete = "PHederation QA copy of ";

    /// <summary>The mark, or null.</summary>
    public static async Task<string?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT obj_description(to_regnamespace($1), 'pg_namespace')", connection)
        {
            Parameters = { new() { Value = Schema } },
        };
        return
            await command.ExecuteScalarAsync(cancellationToken) is string text
            && (text == Begun || text.StartsWith(Complete, StringComparison.Ordinal))
            ? text
            : null;
    }

    /// <summary>Whether a mark says that a copy was interrupted.</summary>
    public static bool IsBegun(string? mark) => mark == Begun;

    /// <summary>Marks a copy that begins.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        WriteAsync(connection, $"'{Begun}'", cancellationToken);

    /// <summary>Marks a copy that is complete.</summary>
    public static Task CompleteAsync(NpgsqlConnection connection, DateTimeOffset when, CancellationToken cancellationToken) =>
        WriteAsync(connection, $"'{Complete}{when.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}'", cancellationToken);

    /// <summary>Takes the mark away.</summary>
    public static Task ClearAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        WriteAsync(connection, "NULL", cancellationToken);

    private static async Task WriteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"COMMENT ON SCHEMA {Schema} IS {text}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
