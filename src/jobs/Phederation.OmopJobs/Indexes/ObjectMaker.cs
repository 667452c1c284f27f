using Npgsql;
using Phederation.Omop;

namespace Phederation.OmopJobs.Indexes;

/// <summary>Makes one object; whatever stops it, nothing half-made is left.</summary>
internal sealed class ObjectMaker(NpgsqlConnection connection, IndexesOptions options)
{
    /// <summary>The statements that bring an object from what it is to what it should be, each in a transaction of its own.</summary>
    public static IReadOnlyList<string> Statements(string schema, OmopObject item, ObjectState state) =>
        state switch
        {
            ObjectState.Absent when item.Kind == OmopObjectKind.ForeignKey =>
            [
                OmopObjectDdl.Create(schema, item),
                OmopObjectDdl.Validate(schema, item),
            ],
            ObjectState.Absent => [OmopObjectDdl.Create(schema, item)],
            ObjectState.NotValidated => [OmopObjectDdl.Validate(schema, item)],
            _ => [],
        };

    /// <summary>Makes the object.</summary>
    /// <exception cref="PostgresException">The database refused.</exception>
    public async Task MakeAsync(OmopObject item, ObjectState state, CancellationToken cancellationToken)
    {
        var statements = Statements(options.Schema, item, state);
        for (var i = 0; i < statements.Count; i++)
        {
            try
            {
                await RunAsync(statements[i], cancellationToken);
            }
            catch (PostgresException) when (i > 0)
            {
                // Made a moment ago by this very run: a key that not all rows keep is none.
                await RunAsync(OmopObjectDdl.Drop(options.Schema, item), cancellationToken);
                throw;
            }
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"SET LOCAL lock_timeout = {(long)options.LockLimit.TotalMilliseconds}"),
                new($"SET LOCAL statement_timeout = {(long)options.StatementLimit.TotalMilliseconds}"),
                new(sql),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
