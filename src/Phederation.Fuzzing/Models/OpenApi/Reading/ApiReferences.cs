using System.Globalization;
using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Follows <c>$ref</c> within a document; never into another file, and never over a network.</summary>
/// <param name="root">The document.</param>
internal sealed class ApiReferences(ApiNode root)
{
    /// <summary>Where schemas are that have a name.</summary>
    public const string SchemaPrefix = "#/components/schemas/";

    /// <summary>What a value is, or refers to.</summary>
    /// <exception cref="FuzzException">It refers to nothing, to itself, or to somewhere else.</exception>
    public ApiNode Resolve(ApiNode node) => Resolve(node, out _);

    /// <summary>What a value is, or refers to.</summary>
    /// <param name="node">The value.</param>
    /// <param name="name">The last reference that was followed; null when there was none.</param>
    /// <exception cref="FuzzException">It refers to nothing, to itself, or to somewhere else.</exception>
    public ApiNode Resolve(ApiNode node, out string? name)
    {
        name = null;
        var seen = new HashSet<ApiNode>();
        var at = node;
        while (at["$ref"] is { } reference)
        {
            if (reference.Kind != ApiNodeKind.Text)
            {
                throw ApiError.At(reference.Location, "$ref is no text", $"Write {SchemaPrefix}NAME.");
            }

            if (!seen.Add(at))
            {
                throw ApiError.At(
                    node["$ref"]!.Location,
                    $"'{node["$ref"]!.Value}' leads round to itself and to nothing else",
                    "Let one of the references in the circle say what it is."
                );
            }

            name = reference.Value;
            at = Find(reference);
        }

        return at;
    }

    private ApiNode Find(ApiNode reference)
    {
        var text = reference.Value;
        if (!text.StartsWith('#'))
        {
            throw ApiError.At(
                reference.Location,
                $"'{text}' refers to another document",
                "Put all into one document (a bundler does), and refer to it by #/components/…."
            );
        }

        if (text.Length > 1 && text[1] != '/')
        {
            throw ApiError.At(reference.Location, $"'{text}' is no JSON pointer", $"Write {SchemaPrefix}NAME; anchors aren't known.");
        }

        var at = root;
        foreach (var part in text.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            at = Step(at, name) ?? throw Missing(reference, at, name);
        }

        return at;
    }

    private static ApiNode? Step(ApiNode at, string name) =>
        at.Kind == ApiNodeKind.List
            ? int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.Items.Count
                ? at.Items[index]
                : null
            : at[name];

    private static FuzzException Missing(ApiNode reference, ApiNode at, string name)
    {
        var nearest = NearestName.Find(name, at.Members.Select(member => member.Key));
        return ApiError.At(
            reference.Location,
            $"'{reference.Value}' refers to nothing: there is no '{name}'",
            nearest is null ? "Add it, or take the reference out." : $"Did you mean {nearest}?"
        );
    }
}
