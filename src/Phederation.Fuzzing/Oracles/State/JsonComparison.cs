using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>Compares JSON values: names without order, lists with it, numbers by value.</summary>
internal sealed class JsonComparison
{
    private const int LargestText = 60;

    private readonly JsonRules _rules;
    private readonly int _most;
    private readonly List<JsonDifference> _found = [];

    private JsonComparison(JsonRules rules, int most) => (_rules, _most) = (rules, most);

    private bool IsFull => _found.Count >= _most;

    /// <summary>The first difference; null when there is none. What is deeper than <see cref="JsonReading.MaxDepth"/> must not be given.</summary>
    public static JsonDifference? First(JsonElement expected, JsonElement actual, JsonRules rules) =>
        All(expected, actual, rules, 1) is [var first] ? first : null;

    /// <summary>The differences in order, at most so many.</summary>
    public static IReadOnlyList<JsonDifference> All(JsonElement expected, JsonElement actual, JsonRules rules, int most)
    {
        var comparison = new JsonComparison(rules, most);
        comparison.Compare("", expected, actual);
        return comparison._found;
    }

    private void Compare(string path, JsonElement expected, JsonElement actual)
    {
        if (IsFull || _rules.IsIgnored(path))
        {
            return;
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            Differ(path, expected, actual);
            return;
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(path, expected, actual);
                break;
            case JsonValueKind.Array when _rules.IsSet(path):
                CompareSets(path, expected, actual);
                break;
            case JsonValueKind.Array:
                CompareLists(path, expected, actual);
                break;
            case JsonValueKind.Number
                when !JsonNumbers.AreSame(expected.GetRawText(), actual.GetRawText(), _rules.KeepsPrecision)
                    && !_rules.AreSameNumbers(path, expected.GetRawText(), actual.GetRawText()):
            case JsonValueKind.String
                when !expected.ValueEquals(actual.GetString()) && !_rules.AreSameTexts(path, expected.GetString()!, actual.GetString()!):
                Differ(path, expected, actual);
                break;
        }
    }

    private void CompareObjects(string path, JsonElement expected, JsonElement actual)
    {
        foreach (var member in expected.EnumerateObject())
        {
            var inner = Inner(path, member.Name);
            if (actual.TryGetProperty(member.Name, out var value))
            {
                Compare(inner, member.Value, value);
            }
            else if (!_rules.IsIgnored(inner))
            {
                Differ(inner, member.Value, null);
            }
        }

        foreach (var member in actual.EnumerateObject())
        {
            var inner = Inner(path, member.Name);
            if (!expected.TryGetProperty(member.Name, out _) && !_rules.MayBeAdded(inner) && !_rules.IsIgnored(inner))
            {
                Differ(inner, null, member.Value);
            }
        }
    }

    private void CompareLists(string path, JsonElement expected, JsonElement actual)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength() || IsOrder(expected, actual))
        {
            // Where one is missing, all that follow stand elsewhere: that is one difference, not many.
            Differ(path, expected, actual);
            return;
        }

        using var others = actual.EnumerateArray();
        var i = 0;
        foreach (var item in expected.EnumerateArray())
        {
            others.MoveNext();
            Compare($"{path}[{i++}]", item, others.Current);
        }
    }

    private static bool IsOrder(JsonElement expected, JsonElement actual)
    {
        if (expected.GetRawText() == actual.GetRawText())
        {
            return false;
        }

        var (one, other) = (Items(expected), Items(actual));
        return !one.SequenceEqual(other) && one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal));

        static List<string> Items(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetRawText())];
    }

    private void CompareSets(string path, JsonElement expected, JsonElement actual)
    {
        var i = 0;
        foreach (var item in expected.EnumerateArray())
        {
            var inner = $"{path}[{i++}]";
            if (actual.EnumerateArray().All(other => IsDifferent(inner, item, other)))
            {
                Differ(inner, item, null);
            }
        }
    }

    private bool IsDifferent(string path, JsonElement expected, JsonElement actual)
    {
        var inner = new JsonComparison(_rules, most: 1);
        inner.Compare(path, expected, actual);
        return inner.IsFull;
    }

    private void Differ(string path, JsonElement? expected, JsonElement? actual)
    {
        if (!IsFull)
        {
            _found.Add(new JsonDifference(path, Short(expected), Short(actual)) { Kind = JsonChange.Of(expected, actual) });
        }
    }

    private static string Inner(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string? Short(JsonElement? element) =>
        element?.GetRawText() is { } text ? (text.Length > LargestText ? text[..LargestText] + "…" : text) : null;
}
