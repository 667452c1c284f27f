using Npgsql;

namespace Phederation.Fhir.Omop;

/// <summary>A row of the data model, all of whose columns are read as texts.</summary>
internal sealed class CdmRow(NpgsqlDataReader reader)
{
    /// <summary>A column's text; null where it is null or empty.</summary>
    public string? Text(string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) || reader.GetString(ordinal) is not { Length: > 0 } text ? null : text;
    }

    /// <summary>A number's text, as JSON has it; null where there is none, or none that JSON knows.</summary>
    public string? Number(string column) =>
        Text(column) is { } text && (char.IsAsciiDigit(text[0]) || text[0] == '-') && !text.Contains("Inf", StringComparison.Ordinal)
            ? text
            : null;

    /// <summary>The row's id.</summary>
    public long Id => long.Parse(Text("id")!);
}
