using Npgsql;

namespace Phederation.Fhir.Storage;

/// <summary>The connection of one request, and the transaction that it may be in. Opened when it is first needed.</summary>
internal sealed class DatabaseSession(NpgsqlDataSource source, SchemaGate gate) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>Whether what is written is not yet final.</summary>
    public bool IsInTransaction => _transaction is not null;

    /// <summary>The open connection.</summary>
    public async ValueTask<NpgsqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            await gate.EnsureAsync(cancellationToken);
            _connection = await source.OpenConnectionAsync(cancellationToken);
        }

        return _connection;
    }

    /// <summary>Begins a transaction, unless there is one.</summary>
    /// <returns>Whether it was begun here, and so is to be committed here.</returns>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken);
        if (_transaction is not null)
        {
            return false;
        }

        _transaction = await connection.BeginTransactionAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes what was written final.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _transaction!.CommitAsync(cancellationToken);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    /// <summary>Undoes what was written.</summary>
    public async Task RollbackAsync()
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RollbackAsync();
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }
}
