using Npgsql;

namespace Phederation.WebApi.Data;

/// <summary>Statements with values, in one line each.</summary>
internal static class SqlExtensions
{
    /// <summary>Runs a query.</summary>
    /// <param name="source">Where.</param>
    /// <param name="sql">The query; its values are $1, $2 …</param>
    /// <param name="read">Makes a row of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="values">The values; null is NULL.</param>
    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlDataSource source,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params object?[] values
    )
    {
        await using var command = source.CreateCommand(sql);
        return await QueryAsync(command, read, values, cancellationToken);
    }

    /// <summary>Runs a query on a connection.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params object?[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await QueryAsync(command, read, values, cancellationToken);
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public static async Task<int> RunAsync(
        this NpgsqlDataSource source,
        string sql,
        CancellationToken cancellationToken,
        params object?[] values
    )
    {
        await using var command = source.CreateCommand(sql);
        Fill(command, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a statement on a connection; returns how many rows it changed.</summary>
    public static async Task<int> RunAsync(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params object?[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Fill(command, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A text, or null.</summary>
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A whole number, or null.</summary>
    public static int? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>A large whole number, or null.</summary>
    public static long? Large(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A time, or null; it is stored in UTC.</summary>
    public static DateTimeOffset? Time(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetDateTime(column), TimeSpan.Zero);

    private static async Task<List<T>> QueryAsync<T>(
        NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        object?[] values,
        CancellationToken cancellationToken
    )
    {
        Fill(command, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static void Fill(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values)
        {
            // Columns of times have no zone; what is in them is UTC.
            var stored = value is DateTimeOffset time ? DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified) : value;
            command.Parameters.Add(new NpgsqlParameter { Value = stored ?? DBNull.Value });
        }
    }
}
