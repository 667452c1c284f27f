using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>Compares JSON values: names without order, lists with it, numbers by value.</summary>
internal sealed class JsonComparison
{
    private const int LargestText = 60;

    private readonly JsonRules _rules;

    private JsonComparison(JsonRules rules) => _rules = rules;

    /// <summary>The first difference; null when there is none. What is deeper than <see cref="JsonReading.MaxDepth"/> must not be given.</summary>
    public static JsonDifference? First(JsonElement expected, JsonElement actual, JsonRules rules) =>
        new JsonComparison(rules).Compare("", expected, actual);

    private JsonDifference? Compare(string path, JsonElement expected, JsonElement actual)
    {
        if (_rules.IsIgnored(path))
        {
            return null;
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            return Differ(path, expected, actual);
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => CompareObjects(path, expected, actual),
            JsonValueKind.Array => _rules.IsSet(path) ? CompareSets(path, expected, actual) : CompareLists(path, expected, actual),
            JsonValueKind.Number => JsonNumbers.AreSame(expected.GetRawText(), actual.GetRawText(), _rules.KeepsPrecision)
            || _rules.AreSameNumbers(path, expected.GetRawText(), actual.GetRawText())
                ? null
                : Differ(path, expected, actual),
            JsonValueKind.String => expected.ValueEquals(actual.GetString())
            || _rules.AreSameTexts(path, expected.GetString()!, actual.GetString()!)
                ? null
                : Differ(path, expected, actual),
            _ => null,
        };
    }

    private JsonDifference? CompareObjects(string path, JsonElement expected, JsonElement actual)
    {
        foreach (var member in expected.EnumerateObject())
        {
            var inner = Inner(path, member.Name);
            var difference =
                actual.TryGetProperty(member.Name, out var value) ? Compare(inner, member.Value, value)
                : _rules.IsIgnored(inner) ? null
                : Differ(inner, member.Value, null);
            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (var member in actual.EnumerateObject())
        {
            var inner = Inner(path, member.Name);
            if (!expected.TryGetProperty(member.Name, out _) && !_rules.MayBeAdded(inner) && !_rules.IsIgnored(inner))
            {
                return Differ(inner, null, member.Value);
            }
        }

        return null;
    }

    private JsonDifference? CompareLists(string path, JsonElement expected, JsonElement actual)
    {
        var length = Math.Min(expected.GetArrayLength(), actual.GetArrayLength());
        using var others = actual.EnumerateArray();
        var i = 0;
        foreach (var item in expected.EnumerateArray().Take(length))
        {
            others.MoveNext();
            if (Compare($"{path}[{i++}]", item, others.Current) is { } difference)
            {
                return difference;
            }
        }

        return expected.GetArrayLength() == actual.GetArrayLength() ? null : Differ(path, expected, actual);
    }

    private JsonDifference? CompareSets(string path, JsonElement expected, JsonElement actual)
    {
        var i = 0;
        foreach (var item in expected.EnumerateArray())
        {
            var inner = $"{path}[{i++}]";
            if (actual.EnumerateArray().All(other => Compare(inner, item, other) is not null))
            {
                return Differ(inner, item, null);
            }
        }

        return null;
    }

    private static string Inner(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static JsonDifference Differ(string path, JsonElement? expected, JsonElement? actual) =>
        new(path, Short(expected), Short(actual));

    private static string? Short(JsonElement? element) =>
        element?.GetRawText() is { } text ? (text.Length > LargestText ? text[..LargestText] + "…" : text) : null;
}
