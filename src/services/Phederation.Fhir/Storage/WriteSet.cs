using Npgsql;
using NpgsqlTypes;
using Phederation.Fhir.Indexing;

namespace Phederation.Fhir.Storage;

/// <summary>Changes that are written together: however many there are, they go to the database in one round trip.</summary>
internal sealed class WriteSet(string? baseAddress)
{
    private readonly List<Change> _creates = [];
    private readonly List<Change> _updates = [];
    private readonly IndexRows _rows = new();
    private ResourceIndexer? _indexer;

    /// <summary>Whether nothing is to be written.</summary>
    public bool IsEmpty => _creates.Count + _updates.Count == 0;

    private ResourceIndexer Indexer => _indexer ??= new ResourceIndexer(_rows, baseAddress);

    /// <summary>A resource that was not there.</summary>
    public void Create(Change change, System.Text.Json.JsonElement resource)
    {
        _creates.Add(change);
        Indexer.Add(change.Version.Key, change.Version.Type, change.Version.Patients, resource);
    }

    /// <summary>A further version of a resource.</summary>
    public void Update(Change change, System.Text.Json.JsonElement resource)
    {
        _updates.Add(change);
        Indexer.Add(change.Version.Key, change.Version.Type, change.Version.Patients, resource);
    }

    /// <summary>A version that says that the resource is no more.</summary>
    public void Delete(Change change) => _updates.Add(change);

    /// <summary>
    /// Writes them. Without a transaction around it, the batch is one by itself.
    /// </summary>
    public async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (_creates.Count > 0)
        {
            batch.BatchCommands.Add(
                Versions(
                    "INSERT INTO fhir.resource (key, type, id, version, updated, method, deleted, readonly, patients, meta, body) "
                        + "SELECT k, t, i, v, u, m, d, r, string_to_array(p, ','), e, b "
                        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS c (k, t, i, v, u, m, d, r, p, e, b)",
                    _creates
                )
            );
        }

        if (_updates.Count > 0)
        {
            long[] keys = [.. _updates.Select(change => change.Version.Key)];
            batch.BatchCommands.Add(
                ByKeys(
                    "INSERT INTO fhir.history (key, type, id, version, updated, method, deleted, patients, meta, body) "
                        + "SELECT key, type, id, version, updated, method, deleted, patients, meta, body FROM fhir.resource WHERE key = ANY($1)",
                    keys
                )
            );
            foreach (var command in IndexRows.Deletions(keys))
            {
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(
                Versions(
                    "UPDATE fhir.resource AS o SET version = v, updated = u, method = m, deleted = d, readonly = r, "
                        + "patients = string_to_array(p, ','), meta = e, body = b "
                        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS c (k, t, i, v, u, m, d, r, p, e, b) WHERE o.key = c.k",
                    _updates
                )
            );
        }

        foreach (var command in _rows.Commands())
        {
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlBatchCommand ByKeys(string sql, long[] keys)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(Columns.Of(keys, NpgsqlDbType.Bigint));
        return command;
    }

    private static NpgsqlBatchCommand Versions(string sql, List<Change> changes)
    {
        var command = new NpgsqlBatchCommand(sql);
        var parameters = command.Parameters;
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Key), NpgsqlDbType.Bigint));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Type), NpgsqlDbType.Text));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Id), NpgsqlDbType.Text));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Version), NpgsqlDbType.Integer));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Updated), NpgsqlDbType.TimestampTz));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Method), NpgsqlDbType.Text));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.Deleted), NpgsqlDbType.Boolean));
        parameters.Add(Columns.Of(Column(changes, one => one.Version.ReadOnly), NpgsqlDbType.Boolean));
        parameters.Add(
            Columns.Of(
                Column(changes, one => one.Version.Patients.Count == 0 ? null : string.Join(',', one.Version.Patients)),
                NpgsqlDbType.Text
            )
        );
        parameters.Add(Columns.Of(Column(changes, one => one.Meta), NpgsqlDbType.Jsonb));
        parameters.Add(Columns.Of(Column(changes, one => one.Body), NpgsqlDbType.Jsonb));
        return command;
    }

    private static T[] Column<T>(List<Change> changes, Func<Change, T> value) => [.. changes.Select(value)];
}
