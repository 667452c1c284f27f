using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What kind of change a difference is, and of what: a store that rounds decimals has one fault, in however many elements it shows.</summary>
internal static partial class JsonChange
{
    // What a double holds: a server that computes with them keeps so much.
    private const double DoublesPrecision = 1e-14;

    /// <summary>The kind, such as <c>decimal lost its precision</c>.</summary>
    /// <param name="expected">What should be there; null is nothing.</param>
    /// <param name="actual">What is there; null is nothing.</param>
    public static string Of(JsonElement? expected, JsonElement? actual) =>
        (expected, actual) switch
        {
            ({ } lost, null) => $"{Datum(lost)} is lost",
            (null, { } added) => $"{Datum(added)} is added",
            ({ } one, { } other) when one.ValueKind != other.ValueKind && !(IsTruth(one) && IsTruth(other)) =>
                $"{Datum(one)} became {Datum(other)}",
            ({ ValueKind: JsonValueKind.Number } one, { } other) => $"{Datum(one)} {Number(one.GetRawText(), other.GetRawText())}",
            ({ ValueKind: JsonValueKind.String } one, { } other) => $"{Datum(one)} {Text(one.GetString()!, other.GetString()!)}",
            ({ ValueKind: JsonValueKind.Array } one, { } other) => other.GetArrayLength() < one.GetArrayLength() ? "list is shorter"
            : other.GetArrayLength() > one.GetArrayLength() ? "list is longer"
            : "list is in another order",
            ({ } one, _) => $"{Datum(one)} is another",
            _ => "nothing",
        };

    private static string Datum(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Number => element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0 ? "decimal" : "integer",
            JsonValueKind.String => Date().IsMatch(element.GetString()!) ? "date" : "text",
            JsonValueKind.True or JsonValueKind.False => "truth value",
            JsonValueKind.Array => "list",
            JsonValueKind.Object => "object",
            _ => "null",
        };

    private static string Number(string expected, string actual)
    {
        if (JsonNumbers.AreSame(expected, actual, keepsPrecision: false))
        {
            return "lost its precision";
        }

        var (one, other) = (Value(expected), Value(actual));
        return double.IsFinite(one) && double.IsFinite(other) && Math.Abs(one - other) <= Math.Abs(one) * DoublesPrecision
            ? "is rounded"
            : "is another";
    }

    private static string Text(string expected, string actual) =>
        expected.Trim() == actual.Trim() ? "is trimmed"
        : expected.Equals(actual, StringComparison.OrdinalIgnoreCase) ? "has another case"
        : expected.StartsWith(actual, StringComparison.Ordinal) ? "is cut"
        : "is another";

    private static double Value(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static bool IsTruth(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    [GeneratedRegex(
        "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]+([+-][0-9:]+|Z)?)?)?)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Date();
}
