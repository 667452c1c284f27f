using Npgsql;
using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Sql;

/// <summary>The modes that are one command on one session.</summary>
internal static class SqlCommands
{
    private const int MostRows = 200_000;

    /// <summary>Runs a statement, prepared or not, and collects its rows in PostgreSQL's text form.</summary>
    public static async Task QueryAsync(
        SqlSession session,
        SqlAction action,
        string sql,
        SqlResult result,
        CancellationToken cancellationToken
    )
    {
        var connection = await session.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        session.Current = command;
        try
        {
            if (action.Mode == SqlMode.Prepared)
            {
                await command.PrepareAsync(cancellationToken);
            }

            for (var i = 0; i < action.Times; i++)
            {
                result.Rows.Clear();
                result.Facts.Clear();
                await ReadAsync(command, result, cancellationToken);
            }
        }
        finally
        {
            session.Current = null;
        }
    }

    /// <summary>The COPY modes; <paramref name="binary"/> carries bytes from a binary COPY TO to the next binary COPY FROM.</summary>
    public static async Task CopyAsync(
        SqlSession session,
        SqlAction action,
        string sql,
        MemoryStream binary,
        SqlResult result,
        CancellationToken cancellationToken
    )
    {
        var connection = await session.OpenAsync(cancellationToken);
        result.Label = "copy";
        switch (action.Mode)
        {
            case SqlMode.CopyIn:
                await using (var writer = await connection.BeginTextImportAsync(sql, cancellationToken))
                {
                    for (var i = 0; i < action.Times; i++)
                    {
                        await writer.WriteAsync(action.Input.AsMemory(), cancellationToken);
                    }
                }

                break;
            case SqlMode.CopyOut:
                using (var reader = await connection.BeginTextExportAsync(sql, cancellationToken))
                {
                    while (await reader.ReadLineAsync(cancellationToken) is { } line)
                    {
                        AddRow(result, line);
                    }
                }

                break;
            case SqlMode.CopyBinaryOut:
                binary.SetLength(0);
                await using (var stream = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken))
                {
                    await stream.CopyToAsync(binary, cancellationToken);
                }

                result.Facts.Add($"{binary.Length} bytes");
                break;
            default:
                await using (var stream = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken))
                {
                    binary.Position = 0;
                    await binary.CopyToAsync(stream, cancellationToken);
                }

                break;
        }
    }

    /// <summary>Waits until the session has a notification.</summary>
    public static async Task NotifiedAsync(SqlSession session, SqlResult result, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken);
        while (session.Notifications.Count == 0)
        {
            await connection.WaitAsync(cancellationToken);
        }

        result.Label = "notification";
        result.Rows.AddRange(session.Notifications);
        session.Notifications.Clear();
    }

    private static async Task ReadAsync(NpgsqlCommand command, SqlResult result, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var columns = new string[reader.FieldCount];
                for (var i = 0; i < columns.Length; i++)
                {
                    columns[i] = reader.IsDBNull(i) ? "NULL" : reader.GetString(i);
                }

                AddRow(result, string.Join('|', columns));
                result.First ??= columns.FirstOrDefault();
            }
        } while (await reader.NextResultAsync(cancellationToken));

        await reader.CloseAsync();
        result.Facts.Add(reader.RecordsAffected >= 0 ? $"{reader.RecordsAffected} rows affected" : $"{result.Rows.Count} rows");
    }

    private static void AddRow(SqlResult result, string row)
    {
        if (result.Rows.Count == MostRows)
        {
            throw new StepFailedException($"more than {MostRows} rows came; let the service aggregate them");
        }

        result.Rows.Add(row);
    }
}
