using Npgsql;
using NpgsqlTypes;

namespace Phederation.Fhir.Indexing;

/// <summary>Parameters of commands.</summary>
internal static class Columns
{
    /// <summary>A column of many rows.</summary>
    public static NpgsqlParameter Of<T>(T[] values, NpgsqlDbType type) =>
        new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    /// <summary>One value.</summary>
    public static NpgsqlParameter One<T>(T value, NpgsqlDbType type) => new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type };
}
