using Npgsql;
using NpgsqlTypes;
using Phederation.Fhir.Indexing;

namespace Phederation.Fhir.Searching;

/// <summary>A statement in the making: values become parameters, never text.</summary>
internal sealed class SqlText
{
    private int _aliases;

    /// <summary>The values, in the order of their numbers.</summary>
    public List<NpgsqlParameter> Parameters { get; } = [];

    public string Add(string value) => Add(Columns.One(value, NpgsqlDbType.Text));

    public string Add(long value) => Add(Columns.One(value, NpgsqlDbType.Bigint));

    public string Add(int value) => Add(Columns.One(value, NpgsqlDbType.Integer));

    public string Add(decimal value) => Add(Columns.One(value, NpgsqlDbType.Numeric));

    public string Add(DateTime value) => Add(Columns.One(value, NpgsqlDbType.TimestampTz));

    public string Add(IEnumerable<string> values) => Add(Columns.Of(values.ToArray(), NpgsqlDbType.Text));

    public string Add(IEnumerable<int> values) => Add(Columns.Of(values.ToArray(), NpgsqlDbType.Integer));

    public string Add(IEnumerable<long> values) => Add(Columns.Of(values.ToArray(), NpgsqlDbType.Bigint));

    /// <summary>A name for a table that no other has in the statement.</summary>
    public string Alias() => $"t{++_aliases}";

    /// <summary>The comparison of a column with one value, or any of several.</summary>
    public string In(string column, IReadOnlyCollection<int> values) =>
        values.Count == 1 ? $"{column} = {Add(values.First())}" : $"{column} = ANY({Add(values)})";

    /// <summary>The comparison of a column with one value, or any of several.</summary>
    public string In(string column, IReadOnlyCollection<string> values) =>
        values.Count == 1 ? $"{column} = {Add(values.First())}" : $"{column} = ANY({Add(values)})";

    /// <summary>The command.</summary>
    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in Parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private string Add(NpgsqlParameter parameter)
    {
        Parameters.Add(parameter);
        return $"${Parameters.Count}";
    }
}
