using Npgsql;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Sql;

/// <summary>The modes that need many connections at once. Their answers name no numbers that depend on timing.</summary>
internal static class SqlCrowd
{
    /// <summary>Opens connections up to the action's count and holds them; those refused add their SQLSTATE.</summary>
    public static async Task ConnectAsync(NpgsqlDataSource source, SqlAction action, SqlResult result, CancellationToken cancellationToken)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            for (var i = 0; i < action.Times; i++)
            {
                var connection = source.CreateConnection();
                held.Add(connection);
                try
                {
                    await connection.OpenAsync(cancellationToken);
                }
                catch (Exception exception) when (SqlErrors.IsFailure(exception) && !cancellationToken.IsCancellationRequested)
                {
                    SqlErrors.Describe(exception, isOpening: true, result);
                    break;
                }
            }

            result.Facts.Add(held.Count > 1 ? "connections were held at once" : "no connection was taken");
        }
        finally
        {
            foreach (var connection in held)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Runs the statement on several connections at once; errors that the action allows don't end it.</summary>
    public static async Task LoadAsync(
        NpgsqlDataSource source,
        SqlAction action,
        string sql,
        SqlResult result,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = Enumerable.Range(0, action.Clients).Select(_ => ClientAsync(source, action, sql, stop)).ToList();
        var failed = (await Task.WhenAll(clients)).FirstOrDefault(one => one is not null);
        if (failed is not null)
        {
            (result.ErrorCode, result.ErrorMessage) = (failed.ErrorCode, failed.ErrorMessage);
        }

        cancellationToken.ThrowIfCancellationRequested();
        result.Facts.Add($"{action.Clients} clients, {action.Times} times each");
    }

    private static async Task<SqlResult?> ClientAsync(NpgsqlDataSource source, SqlAction action, string sql, CancellationTokenSource stop)
    {
        await using var connection = source.CreateConnection();
        for (var i = 0; i < action.Times && !stop.IsCancellationRequested; i++)
        {
            var isOpening = connection.State != System.Data.ConnectionState.Open;
            try
            {
                if (isOpening)
                {
                    await connection.OpenAsync(stop.Token);
                }

                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception exception) when (SqlErrors.IsFailure(exception))
            {
                var failure = new SqlResult();
                SqlErrors.Describe(exception, isOpening, failure);
                if (!action.Expect.Errors.Contains(failure.ErrorCode!))
                {
                    await stop.CancelAsync();
                    return failure;
                }
            }
        }

        return null;
    }
}
