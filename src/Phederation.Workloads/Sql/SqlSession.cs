using Npgsql;

namespace Phederation.Workloads.Sql;

/// <summary>One connection of a step, opened when first used and again after it broke.</summary>
internal sealed class SqlSession(NpgsqlDataSource source) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>What runs in the background; null when nothing does.</summary>
    public Task<SqlResult>? Background { get; set; }

    /// <summary>The command that runs now, so that it can be cancelled.</summary>
    public NpgsqlCommand? Current { get; set; }

    /// <summary>Notices and notifications since they were last taken.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Notifications since they were last taken.</summary>
    public Queue<string> Notifications { get; } = new();

    /// <summary>The open connection.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        await DropAsync();
        var connection = source.CreateConnection();
        connection.Notice += (_, notice) =>
            Notices.Add($"{notice.Notice.SqlState} {notice.Notice.InvariantSeverity} {notice.Notice.MessageText}");
        connection.Notification += (_, notification) => Notifications.Enqueue($"{notification.Channel} {notification.Payload}");
        _connection = connection;
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Whether the next use opens a connection.</summary>
    public bool IsClosed => _connection is not { State: System.Data.ConnectionState.Open };

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task DropAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
