using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Patching;

/// <summary>A JSON Patch (RFC 6902).</summary>
internal sealed class JsonPatch
{
    /// <summary>The type of a body that is one.</summary>
    public const string ContentType = "application/json-patch+json";

    private const int MostOperations = 1000;
    private const int LargestResult = 4 * 1024 * 1024;

    private static readonly JsonNodeOptions Options = new() { PropertyNameCaseInsensitive = false };
    private readonly List<Operation> _operations;

    private JsonPatch(List<Operation> operations) => _operations = operations;

    /// <summary>Reads a patch.</summary>
    /// <exception cref="FhirException">It is none: 400.</exception>
    public static JsonPatch Parse(JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Array || patch.GetArrayLength() is 0 or > MostOperations)
        {
            throw FhirException.BadRequest($"A patch is an array of 1 to {MostOperations} operations.", "structure");
        }

        return new JsonPatch([.. patch.EnumerateArray().Select(Read)]);
    }

    /// <summary>The resource after the patch.</summary>
    /// <param name="resource">The resource before, as UTF-8.</param>
    /// <exception cref="FhirException">A place is not there, or a test fails: 422.</exception>
    public JsonElement Apply(byte[] resource)
    {
        var root = JsonNode.Parse(resource, Options, new JsonDocumentOptions { MaxDepth = FhirJson.MaxDepth })!;
        var copied = 0L;
        foreach (var operation in _operations)
        {
            root = Apply(root, operation, ref copied);
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, FhirJson.Writing))
        {
            root.WriteTo(writer);
        }

        return stream.Length <= LargestResult
            ? FhirJson.Parse(stream.ToArray())
            : throw new FhirException(422, "too-long", "The resource would be too large after the patch.");
    }

    private static Operation Read(JsonElement element)
    {
        var name = element.TextAt("op");
        var path = element.TextAt("path");
        var from = element.TextAt("from");
        var value = element.At("value");
        var isComplete = name switch
        {
            "add" or "replace" or "test" => value is not null,
            "move" or "copy" => from is not null,
            "remove" => true,
            _ => false,
        };
        return isComplete && path is not null
            ? new Operation(name!, Pointer(path), from is null ? [] : Pointer(from), value)
            : throw FhirException.BadRequest(
                "An operation has op (add, remove, replace, move, copy, test), path, and value or from as it needs.",
                "structure"
            );
    }

    private static string[] Pointer(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        return text[0] == '/'
            ?
            [
                .. text[1..]
                    .Split('/')
                    .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
            ]
            : throw FhirException.BadRequest("A path of a patch is a JSON pointer: it begins with '/'.", "value");
    }

    private static JsonNode Apply(JsonNode root, Operation operation, ref long copied)
    {
        switch (operation.Name)
        {
            case "add":
                return Add(root, operation.Path, Node(operation.Value!.Value));
            case "remove":
                Remove(root, operation.Path);
                return root;
            case "replace":
                if (operation.Path.Length == 0)
                {
                    return Node(operation.Value!.Value) ?? throw Misfit(operation.Path);
                }

                Replace(root, operation.Path, Node(operation.Value!.Value));
                return root;
            case "test":
                var found = Find(root, operation.Path);
                return JsonNode.DeepEquals(found, Node(operation.Value!.Value))
                    ? root
                    : throw new FhirException(422, "processing", $"The test of '{Show(operation.Path)}' fails.");
            case "move":
                if (
                    operation.Path.Length > operation.From.Length
                    && operation.Path.AsSpan(0, operation.From.Length).SequenceEqual(operation.From)
                )
                {
                    throw Misfit(operation.Path);
                }

                var moved = Find(root, operation.From);
                Remove(root, operation.From);
                return Add(root, operation.Path, moved);
            default:
                var copy = Find(root, operation.From)?.DeepClone();
                // Copies of copies grow without end.
                copied += copy?.ToJsonString().Length ?? 4;
                return copied <= LargestResult
                    ? Add(root, operation.Path, copy)
                    : throw new FhirException(422, "too-long", "The patch copies more than a resource may hold.");
        }
    }

    private static JsonNode Add(JsonNode root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value ?? throw Misfit(path);
        }

        var parent = Find(root, path[..^1]);
        if (parent is JsonObject target)
        {
            target[path[^1]] = value;
        }
        else if (parent is JsonArray array)
        {
            array.Insert(path[^1] == "-" ? array.Count : Index(path, array.Count), value);
        }
        else
        {
            throw Misfit(path);
        }

        return root;
    }

    private static void Replace(JsonNode root, string[] path, JsonNode? value)
    {
        var parent = Find(root, path[..^1]);
        if (parent is JsonObject target && target.ContainsKey(path[^1]))
        {
            target[path[^1]] = value;
        }
        else if (parent is JsonArray array)
        {
            array[Index(path, array.Count - 1)] = value;
        }
        else
        {
            throw Misfit(path);
        }
    }

    private static void Remove(JsonNode root, string[] path)
    {
        var parent = path.Length == 0 ? null : Find(root, path[..^1]);
        if (parent is JsonArray array)
        {
            array.RemoveAt(Index(path, array.Count - 1));
        }
        else if (parent is not JsonObject target || !target.Remove(path[^1]))
        {
            throw Misfit(path);
        }
    }

    private static JsonNode? Find(JsonNode root, string[] path)
    {
        JsonNode? node = root;
        for (var at = 0; at < path.Length; at++)
        {
            node = node switch
            {
                JsonObject target when target.TryGetPropertyValue(path[at], out var value) => value,
                JsonArray array => array[Index(path[..(at + 1)], array.Count - 1)],
                _ => throw Misfit(path),
            };
        }

        return node;
    }

    private static int Index(string[] path, int most) =>
        int.TryParse(path[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index <= most
        && (path[^1].Length == 1 || path[^1][0] != '0')
            ? index
            : throw Misfit(path);

    private static JsonNode? Node(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => JsonObject.Create(value, Options),
            JsonValueKind.Array => JsonArray.Create(value, Options),
            _ => JsonValue.Create(value),
        };

    private static FhirException Misfit(string[] path) =>
        new(422, "processing", $"The place '{Show(path)}' of the patch is not there, or can't be changed so.");

    private static string Show(string[] path) => OutcomeWriter.Printable("/" + string.Join('/', path));

    private sealed record Operation(string Name, string[] Path, string[] From, JsonElement? Value);
}
