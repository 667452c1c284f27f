using Npgsql;

namespace Phederation.Workloads.Sql;

/// <summary>
/// One data source for each account of a run. Nothing is pooled: whether a step finds a connection open must not depend on the
/// steps before it.
/// </summary>
internal sealed class SqlSources(IReadOnlyDictionary<string, AccountSpec> accounts, Func<string, string> password) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> _sources = [];
    private string _host = "";
    private int _port;

    /// <summary>Where the service is reached from now on; it may move when its container starts again.</summary>
    public async Task MoveAsync(string host, int port)
    {
        if (host != _host || port != _port)
        {
            await DisposeAsync();
            (_host, _port) = (host, port);
        }
    }

    /// <summary>The account's data source.</summary>
    public NpgsqlDataSource Get(string account)
    {
        if (_sources.TryGetValue(account, out var known))
        {
            return known;
        }

        var spec = accounts[account];
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = _host,
            Port = _port,
            Username = spec.User,
            Password = spec.PasswordSecret is { } secret ? password(secret) : "not-the-password",
            Database = spec.Database,
            Pooling = false,
            SslMode = spec.RequireTls ? SslMode.Require : SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            ApplicationName = "workload",
            Timeout = 15,
            // Every step has a limit of its own; a second one would only make failures look different.
            CommandTimeout = 0,
        };
        var source = NpgsqlDataSource.Create(settings);
        _sources.Add(account, source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }

        _sources.Clear();
    }
}
