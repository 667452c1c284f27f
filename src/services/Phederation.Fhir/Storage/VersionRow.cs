using Npgsql;

namespace Phederation.Fhir.Storage;

/// <summary>Reads versions of resources from rows.</summary>
internal static class VersionRow
{
    /// <summary>The columns, of a table with this alias.</summary>
    public static string Columns(string alias) =>
        $"{alias}.key, {alias}.type, {alias}.id, {alias}.version, {alias}.updated, {alias}.method, {alias}.deleted, {alias}.patients, {alias}.meta, {alias}.body";

    /// <summary>The row that the reader stands at.</summary>
    public static StoredVersion Read(NpgsqlDataReader reader) =>
        new()
        {
            Key = reader.GetInt64(0),
            Type = reader.GetString(1),
            Id = reader.GetString(2),
            Version = reader.GetInt32(3),
            Updated = reader.GetDateTime(4),
            Method = reader.GetString(5),
            Deleted = reader.GetBoolean(6),
            Patients = reader.IsDBNull(7) ? [] : reader.GetFieldValue<string[]>(7),
            Meta = reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8),
            Body = reader.IsDBNull(9) ? null : reader.GetFieldValue<byte[]>(9),
        };

    /// <summary>All rows of a command.</summary>
    public static async Task<List<StoredVersion>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<StoredVersion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }
}
