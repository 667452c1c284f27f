using Npgsql;
using NpgsqlTypes;
using Phederation.Fhir.Indexing;

namespace Phederation.Fhir.Storage;

/// <summary>Finds resources and their versions.</summary>
internal static class ResourceStore
{
    /// <summary>A resource as it is now, deleted ones too; null where there never was one.</summary>
    public static async Task<StoredVersion?> FindAsync(
        NpgsqlConnection connection,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {VersionRow.Columns("r")} FROM fhir.resource r WHERE r.type = $1 AND r.id = $2",
            connection
        );
        command.Parameters.Add(Columns.One(type, NpgsqlDbType.Text));
        command.Parameters.Add(Columns.One(id, NpgsqlDbType.Text));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? VersionRow.Read(reader) : null;
    }

    /// <summary>
    /// Resources as they are now, held for this transaction: nobody else changes them until it ends. Always in the same order, so that two
    /// transactions can't wait for each other.
    /// </summary>
    public static async Task<Dictionary<(string Type, string Id), StoredVersion>> LockAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Type, string Id)> names,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {VersionRow.Columns("r")}, r.readonly FROM fhir.resource r "
                + "WHERE (r.type, r.id) IN (SELECT * FROM unnest($1, $2)) ORDER BY r.key FOR UPDATE OF r",
            connection
        );
        command.Parameters.Add(Columns.Of(names.Select(name => name.Type).ToArray(), NpgsqlDbType.Text));
        command.Parameters.Add(Columns.Of(names.Select(name => name.Id).ToArray(), NpgsqlDbType.Text));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<(string, string), StoredVersion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var version = VersionRow.Read(reader) with { ReadOnly = reader.GetBoolean(10) };
            found[(version.Type, version.Id)] = version;
        }

        return found;
    }

    /// <summary>A version of a resource, or null.</summary>
    public static async Task<StoredVersion?> FindAsync(
        NpgsqlConnection connection,
        string type,
        string id,
        int version,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {VersionRow.Columns("r")} FROM fhir.resource r WHERE r.type = $1 AND r.id = $2 AND r.version = $3 "
                + $"UNION ALL SELECT {VersionRow.Columns("h")} FROM fhir.resource r JOIN fhir.history h ON h.key = r.key "
                + "WHERE r.type = $1 AND r.id = $2 AND h.version = $3",
            connection
        );
        command.Parameters.Add(Columns.One(type, NpgsqlDbType.Text));
        command.Parameters.Add(Columns.One(id, NpgsqlDbType.Text));
        command.Parameters.Add(Columns.One(version, NpgsqlDbType.Integer));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? VersionRow.Read(reader) : null;
    }

    /// <summary>Waits for others that do the same thing at the same moment, until this transaction ends.</summary>
    /// <param name="connection">A connection in a transaction.</param>
    /// <param name="what">What must be done by one at a time, such as the criteria of a conditional create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task TakeTurnsAsync(NpgsqlConnection connection, string what, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($1, 4))", connection);
        command.Parameters.Add(Columns.One(what, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
