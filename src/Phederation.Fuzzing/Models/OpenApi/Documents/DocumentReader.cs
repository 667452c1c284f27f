using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Fuzzing.Models.OpenApi.Schemas;
using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>Reads documents of OpenAPI 3.0 and 3.1, in JSON or YAML.</summary>
internal sealed class DocumentReader
{
    private readonly ApiNode _root;
    private readonly OpenApiLimits _limits;
    private readonly ApiReferences _references;
    private readonly SchemaReader _schemas;
    private readonly OperationReader _operations;

    private DocumentReader(ApiNode root, bool isModern, OpenApiLimits limits)
    {
        (_root, _limits) = (root, limits);
        _references = new ApiReferences(root);
        _schemas = new SchemaReader(_references, isModern);
        _operations = new OperationReader(_references, _schemas, root["security"]);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="file">The file's name, for messages; what ends in .yaml or .yml is YAML, and what doesn't begin like JSON.</param>
    /// <param name="limits">The bounds.</param>
    /// <exception cref="FuzzException">It is malformed, of another version, or beyond the bounds.</exception>
    public static ApiDocument Read(ReadOnlyMemory<byte> bytes, string file, OpenApiLimits limits)
    {
        var start = new SourceLocation(file, 1, 1);
        if (bytes.Length > limits.MaxBytes)
        {
            throw ApiError.At(
                start,
                $"the document has {bytes.Length} bytes, more than {limits.MaxBytes}",
                "Leave out what isn't to be fuzzed, such as examples."
            );
        }

        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var isJson =
            !file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            && !file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            && (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || bytes.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8));
        var root = isJson ? JsonApiReader.Read(bytes, file, limits) : YamlApiReader.Read(bytes, file, limits);
        return new DocumentReader(root, IsModern(root), limits).Read();
    }

    private static bool IsModern(ApiNode root)
    {
        const string mend = "This program reads OpenAPI 3.0 and 3.1.";
        if (root["swagger"] is { } old)
        {
            throw ApiError.At(old.Location, $"this is Swagger {old.Value}", $"{mend} Convert it, for example by swagger2openapi.");
        }

        if (root["openapi"] is not { } version)
        {
            throw ApiError.At(root.Location, "this is no OpenAPI document: it has no 'openapi'", mend);
        }

        // In YAML, 3.1 without quotes is a number.
        var text = version.Value;
        return (text + ".").StartsWith("3.1.", StringComparison.Ordinal)
            || (
                (text + ".").StartsWith("3.0.", StringComparison.Ordinal)
                    ? false
                    : throw ApiError.At(version.Location, $"this is OpenAPI '{text}'", mend)
            );
    }

    private ApiDocument Read()
    {
        // All of them, used or not: a reference into nothing is a mistake wherever it is.
        foreach (var (_, schema) in _root["components"]?["schemas"]?.Members ?? [])
        {
            _schemas.Read(schema);
        }

        if (_root["paths"] is not { Kind: ApiNodeKind.Object } paths)
        {
            throw ApiError.At(
                _root["paths"]?.Location ?? _root.Location,
                "the document has no paths",
                "Describe in 'paths' what the service can be asked for."
            );
        }

        var (operations, nodes) = (new List<ApiOperation>(), new List<ApiNode>());
        var shapes = new Dictionary<string, ApiNode>(StringComparer.Ordinal);
        foreach (var (template, path) in paths.Members)
        {
            if (template.StartsWith("x-", StringComparison.Ordinal))
            {
                continue;
            }

            CheckTemplate(template, path, shapes);
            foreach (var (operation, node) in _operations.Read(template, _references.Resolve(path)))
            {
                operations.Add(operation);
                nodes.Add(node);
                if (operations.Count > _limits.MaxOperations)
                {
                    throw ApiError.At(
                        node.Location,
                        $"there are more than {_limits.MaxOperations} operations",
                        "Split the document, and fuzz one part after the other."
                    );
                }
            }
        }

        CheckIds(operations, nodes);
        if (operations.Count == 0)
        {
            throw ApiError.At(paths.Location, "no operation is in 'paths'", "Describe what the service can be asked for.");
        }

        return new ApiDocument(
            _root["info"]?.Text("title") is { Length: > 0 } title ? title : "untitled",
            _root["info"]?["version"]?.Value ?? "",
            LinkReader.AddTo(operations, nodes, _references)
        );
    }

    // "/a/{id}" and "/a/{name}" are the same path (OpenAPI 3.1, 4.8.8.1).
    private static void CheckTemplate(string template, ApiNode path, Dictionary<string, ApiNode> shapes)
    {
        if (!template.StartsWith('/'))
        {
            throw ApiError.At(path.Location, $"the path '{template}' doesn't begin with /", $"Write '/{template}'.");
        }

        var shape = OperationReader.Braces().Replace(template, "{}");
        if (shapes.TryGetValue(shape, out var first))
        {
            throw ApiError.At(
                path.Location,
                $"the path '{template}' is there already, at line {first.Location.Line}, with other names of its parameters",
                "Put the operations of both below one path."
            );
        }

        shapes.Add(shape, path);
    }

    private static void CheckIds(List<ApiOperation> operations, List<ApiNode> nodes)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < operations.Count; at++)
        {
            if (operations[at].Id is { } id && !seen.TryAdd(id, operations[at].Name))
            {
                throw ApiError.At(
                    nodes[at]["operationId"]!.Location,
                    $"the operationId '{id}' is that of {seen[id]} too",
                    "Give each operation its own."
                );
            }
        }
    }
}
