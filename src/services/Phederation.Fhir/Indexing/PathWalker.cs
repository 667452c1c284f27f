using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.FhirModel;

namespace Phederation.Fhir.Indexing;

/// <summary>Follows the paths of search parameters.</summary>
internal static class PathWalker
{
    /// <summary>Hands over each value that a path leads to; arrays are walked through.</summary>
    public static void Walk(JsonElement root, SearchPath path, Action<JsonElement> found) => Walk(root, path.Steps, 0, found);

    private static void Walk(JsonElement element, IReadOnlyList<SearchStep> steps, int at, Action<JsonElement> found)
    {
        if (at == steps.Count)
        {
            found(element);
            return;
        }

        var step = steps[at];
        if (element.At(step.Property) is not { } value)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Enter(value, steps, at, found);
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (step.Index < 0 || step.Index == index)
            {
                Enter(item, steps, at, found);
            }

            index++;
        }
    }

    private static void Enter(JsonElement value, IReadOnlyList<SearchStep> steps, int at, Action<JsonElement> found)
    {
        var step = steps[at];
        if (
            value.ValueKind == JsonValueKind.Null
            || (step.Filter is { } filter && value.TextAt(filter) != step.Value)
            || (step.Target is { } target && !IsOf(value, target))
        )
        {
            return;
        }

        Walk(value, steps, at + 1, found);
    }

    private static bool IsOf(JsonElement reference, string type) =>
        reference.TextAt("type") == type
        || (
            reference.TextAt("reference") is { } text
            && (text.StartsWith($"{type}/", StringComparison.Ordinal) || text.Contains($"/{type}/", StringComparison.Ordinal))
        );
}
