using System.Globalization;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Typed values in SQL. Texts are none of them: those are parameters (<see cref="SqlTexts"/>).</summary>
internal static class SqlLiteral
{
    /// <summary>A whole number; one below zero is in brackets, for two signs in a row begin a comment.</summary>
    public static string Of(int value) =>
        value < 0 ? $"({value.ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string Of(decimal value) =>
        value < 0 ? $"({value.ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A date.</summary>
    public static string Of(DateOnly value) => $"DATE '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    /// <summary>Numbers between commas.</summary>
    public static string Of(IEnumerable<int> values) => string.Join(", ", values.Select(Of));
}
