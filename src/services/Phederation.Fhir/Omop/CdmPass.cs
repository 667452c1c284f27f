using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Phederation.Fhir.Indexing;
using Phederation.Fhir.Json;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Omop;

/// <summary>Looks once through a table of the data model, and brings the resources of its rows up to date.</summary>
internal sealed class CdmPass(NpgsqlConnection connection, KeyAllocator keys, TimeProvider time, string schema, CdmKind kind)
{
    private const int Step = 500;
    private readonly string _schema = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Brings them up to date.</summary>
    /// <returns>How many changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var changed = await RemoveAsync(cancellationToken);
        var last = long.MinValue;
        while (true)
        {
            var rows = await ReadAsync(last, cancellationToken);
            if (rows.Count == 0)
            {
                return changed;
            }

            changed += await StoreAsync(rows, cancellationToken);
            last = rows[^1].Id;
        }
    }

    private async Task<List<(long Id, JsonElement Resource, byte[] Hash)>> ReadAsync(long last, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(string.Format(CultureInfo.InvariantCulture, kind.Query, _schema), connection);
        command.Parameters.Add(Columns.One(last, NpgsqlDbType.Bigint));
        command.Parameters.Add(Columns.One(Step, NpgsqlDbType.Integer));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(long, JsonElement, byte[])>();
        var row = new CdmRow(reader);
        while (await reader.ReadAsync(cancellationToken))
        {
            var buffer = new ArrayBufferWriter<byte>(512);
            using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
            {
                writer.WriteStartObject();
                writer.WriteString("resourceType", kind.Type);
                writer.WriteString("id", $"{kind.Prefix}{row.Id}");
                kind.Write(writer, row);
                writer.WriteEndObject();
            }

            rows.Add((row.Id, JsonElement.Parse(buffer.WrittenSpan), SHA256.HashData(buffer.WrittenSpan)));
        }

        return rows;
    }

    private async Task<int> StoreAsync(List<(long Id, JsonElement Resource, byte[] Hash)> rows, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(rows.ConvertAll(row => row.Id), cancellationToken);
        var changed = rows.Where(row => !known.TryGetValue(row.Id, out var state) || !state.Hash.AsSpan().SequenceEqual(row.Hash)).ToList();
        if (changed.Count == 0)
        {
            return 0;
        }

        var set = new WriteSet(null);
        var states = new List<(long Id, long Key, int Version, byte[] Hash)>();
        var now = Now();
        foreach (var row in changed)
        {
            var isKnown = known.TryGetValue(row.Id, out var state);
            var id = $"{kind.Prefix}{row.Id}";
            var (meta, body) = ResourceText.Split(row.Resource);
            var version = new StoredVersion
            {
                Key = isKnown ? state.Key : await keys.NextAsync(connection, cancellationToken),
                Type = kind.Type,
                Id = id,
                Version = isKnown ? state.Version + 1 : 1,
                Updated = now,
                Method = "PUT",
                Deleted = false,
                ReadOnly = true,
                Patients = ResourceIndexer.Patients(kind.Type, id, row.Resource, null),
            };
            if (isKnown)
            {
                set.Update(new Change(version, meta, body), row.Resource);
            }
            else
            {
                set.Create(new Change(version, meta, body), row.Resource);
            }

            states.Add((row.Id, version.Key, version.Version, row.Hash));
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await set.FlushAsync(connection, cancellationToken);
        await RememberAsync(states, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed.Count;
    }

    /// <summary>Ends the resources whose rows are gone.</summary>
    private async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var gone = new List<(long Id, long Key, int Version)>();
        await using (
            var command = new NpgsqlCommand(
                $"SELECT s.id, s.resource_key, s.version FROM fhir.cdm_row s WHERE s.kind = $1 AND octet_length(s.hash) > 0 AND NOT EXISTS "
                    + $"(SELECT 1 FROM {_schema}.{kind.Tables[0]} t WHERE t.{kind.Key} = s.id)",
                connection
            )
        )
        {
            command.Parameters.Add(Columns.One(kind.Number, NpgsqlDbType.Integer));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                gone.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2)));
            }
        }

        foreach (var part in gone.Chunk(Step))
        {
            var set = new WriteSet(null);
            foreach (var (id, key, version) in part)
            {
                set.Delete(
                    new Change(
                        new StoredVersion
                        {
                            Key = key,
                            Type = kind.Type,
                            Id = $"{kind.Prefix}{id}",
                            Version = version + 1,
                            Updated = Now(),
                            Method = "DELETE",
                            Deleted = true,
                            ReadOnly = true,
                        },
                        null,
                        null
                    )
                );
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await set.FlushAsync(connection, cancellationToken);
            // Without a hash: a row that comes back is another version of the same resource.
            await RememberAsync([.. part.Select(one => (one.Id, one.Key, one.Version + 1, Array.Empty<byte>()))], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return gone.Count;
    }

    private async Task<Dictionary<long, (long Key, int Version, byte[] Hash)>> KnownAsync(
        List<long> ids,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT id, resource_key, version, hash FROM fhir.cdm_row WHERE kind = $1 AND id = ANY($2)",
            connection
        );
        command.Parameters.Add(Columns.One(kind.Number, NpgsqlDbType.Integer));
        command.Parameters.Add(Columns.Of(ids.ToArray(), NpgsqlDbType.Bigint));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new Dictionary<long, (long, int, byte[])>();
        while (await reader.ReadAsync(cancellationToken))
        {
            known[reader.GetInt64(0)] = (reader.GetInt64(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3));
        }

        return known;
    }

    private async Task RememberAsync(List<(long Id, long Key, int Version, byte[] Hash)> states, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO fhir.cdm_row (kind, id, resource_key, version, hash) SELECT $1, * FROM unnest($2, $3, $4, $5) "
                + "ON CONFLICT (kind, id) DO UPDATE SET resource_key = excluded.resource_key, version = excluded.version, hash = excluded.hash",
            connection
        );
        command.Parameters.Add(Columns.One(kind.Number, NpgsqlDbType.Integer));
        command.Parameters.Add(Columns.Of(states.Select(one => one.Id).ToArray(), NpgsqlDbType.Bigint));
        command.Parameters.Add(Columns.Of(states.Select(one => one.Key).ToArray(), NpgsqlDbType.Bigint));
        command.Parameters.Add(Columns.Of(states.Select(one => one.Version).ToArray(), NpgsqlDbType.Integer));
        command.Parameters.Add(Columns.Of(states.Select(one => one.Hash).ToArray(), NpgsqlDbType.Bytea));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
