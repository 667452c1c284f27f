using System.Globalization;
using System.Text.Json;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>What a resource is sorted by, where that can be said: the one value that a parameter has in it.</summary>
internal abstract record SortKey
{
    private static readonly string[] Dates = ["date", "dateTime", "instant"];
    private static readonly string[] Texts = ["string", "markdown"];
    private static readonly string[] Numbers = ["decimal", "integer", "positiveInt", "unsignedInt"];

    /// <summary>What kind of value it is, for a person.</summary>
    public abstract string Kind { get; }

    /// <summary>The key of a resource; null where it has no value, several, or one of which servers may think differently.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="code">The parameter's name.</param>
    public static SortKey? Of(JsonElement resource, string code)
    {
        if (code is "_id" or "_lastUpdated")
        {
            return code == "_id" ? TextKey.Of(Text(resource, "id")) : DateKey.Of(Text(Member(resource, "meta"), "lastUpdated"));
        }

        if (
            Text(resource, "resourceType") is not { } type
            || !FhirDefinitions.R4.Parameters(type).TryGetValue(code, out var parameter)
            || parameter.Kind is not (SearchKind.Date or SearchKind.String or SearchKind.Number)
        )
        {
            return null;
        }

        var found = new List<(JsonElement Value, string Leaf)>();
        return parameter.Paths.All(path => Collect(resource, path, 0, found)) && found is [var only] ? Read(only.Value, only.Leaf) : null;
    }

    /// <summary>As it is written, for a person.</summary>
    public sealed override string ToString() => Shown;

    /// <summary>As it is written.</summary>
    protected abstract string Shown { get; }

    /// <summary>Whether this comes before another, whatever a server thinks of precision, time zones and letters.</summary>
    /// <param name="other">A key of the same parameter.</param>
    public abstract bool IsSurelyBefore(SortKey other);

    private static SortKey? Read(JsonElement value, string leaf) =>
        value.ValueKind switch
        {
            JsonValueKind.String when Dates.Contains(leaf) => DateKey.Of(value.GetString()),
            JsonValueKind.String when Texts.Contains(leaf) => TextKey.Of(value.GetString()),
            JsonValueKind.Number when Numbers.Contains(leaf) => NumberKey.Of(value.GetRawText()),
            _ => null,
        };

    // False where a path picks among values: then the value isn't sure.
    private static bool Collect(JsonElement element, SearchPath path, int at, List<(JsonElement Value, string Leaf)> found)
    {
        if (at == path.Steps.Count)
        {
            found.Add((element, path.Leaf));
            return true;
        }

        var step = path.Steps[at];
        if (step.Filter is not null || step.Target is not null || step.Index >= 0)
        {
            return false;
        }

        return Member(element, step.Property) switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().All(item => Collect(item, path, at + 1, found)),
            { } value => Collect(value, path, at + 1, found),
            null => true,
        };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? element, string name) =>
        element is { } known && Member(known, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private sealed record NumberKey(decimal Value) : SortKey
    {
        public override string Kind => "number";

        protected override string Shown => Value.ToString(CultureInfo.InvariantCulture);

        // A store may keep doubles, of which two that are very near are the same.
        private const decimal Precision = 1e-9m;

        public static NumberKey? Of(string text) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e15m
                ? new NumberKey(value)
                : null;

        public override bool IsSurelyBefore(SortKey other) =>
            other is NumberKey number && number.Value - Value > Precision * Math.Max(1, Math.Max(Math.Abs(Value), Math.Abs(number.Value)));
    }
}
