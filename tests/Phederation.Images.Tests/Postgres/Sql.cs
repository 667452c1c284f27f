using Npgsql;

namespace Phederation.Images.Tests.Postgres;

internal static class Sql
{
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<object?> ScalarAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>The SQLSTATE by which a statement is refused.</summary>
    public static async Task<string> RefusedAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await Assert.ThrowsAsync<PostgresException>(() => connection.RunAsync(sql, cancellationToken))).SqlState;
}
