using System.Text.Json.Nodes;
using Phederation.Fuzzing.Models.OpenApi.Reading;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Reads schemas. They are made when they are first asked for and filled in one after the other: a long chain of them takes no stack.</summary>
/// <param name="references">Follows references.</param>
/// <param name="isModern">Whether it is OpenAPI 3.1, whose schemas are JSON Schema 2020-12.</param>
internal sealed class SchemaReader(ApiReferences references, bool isModern)
{
    // What would have to be understood before a value could be called valid.
    private static readonly string[] Unknown =
    [
        "patternProperties",
        "propertyNames",
        "prefixItems",
        "contains",
        "if",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedProperties",
        "unevaluatedItems",
        "$dynamicRef",
        "$recursiveRef",
    ];

    private readonly Dictionary<ApiNode, ApiSchema> _schemas = [];
    private readonly Queue<(ApiNode Node, ApiSchema Schema)> _unread = new();

    /// <summary>The schema at a place, with all that it refers to.</summary>
    /// <exception cref="FuzzException">It, or one that it refers to, is malformed.</exception>
    public ApiSchema Read(ApiNode node)
    {
        var schema = Get(node);
        while (_unread.TryDequeue(out var next))
        {
            Fill(next.Node, next.Schema);
        }

        return schema;
    }

    private ApiSchema Get(ApiNode node)
    {
        // In 3.1 there can be more beside a reference; then it is one part of the schema.
        var hasMore =
            isModern && node["$ref"] is not null && node.Members.Any(member => member.Key is not ("$ref" or "description" or "summary"));
        string? name = null;
        var at = hasMore ? node : references.Resolve(node, out name);
        if (_schemas.TryGetValue(at, out var known))
        {
            return known;
        }

        var schema = new ApiSchema { Name = NameOf(name) };
        _schemas.Add(at, schema);
        _unread.Enqueue((at, schema));
        return schema;
    }

    private static string? NameOf(string? reference) =>
        reference?.StartsWith(ApiReferences.SchemaPrefix, StringComparison.Ordinal) == true
            ? reference[ApiReferences.SchemaPrefix.Length..]
            : null;

    private void Fill(ApiNode node, ApiSchema schema)
    {
        if (node is { Kind: ApiNodeKind.Boolean })
        {
            schema.IsNever = node.Value == "false";
            return;
        }

        if (node.Kind != ApiNodeKind.Object)
        {
            throw ApiError.At(node.Location, "a schema is no object", "Write an object such as { \"type\": \"string\" }.");
        }

        schema.Types = TypesOf(node);
        schema.Format = node.Text("format");
        schema.IsReadOnly = node.IsTrue("readOnly");
        schema.IsWriteOnly = node.IsTrue("writeOnly");
        schema.IsPartial = Unknown.Any(name => node[name] is not null);
        FillValues(node, schema);
        SchemaBounds.Fill(node, schema);
        FillStructure(node, schema);
        FillParts(node, schema);
    }

    private static SchemaTypes TypesOf(ApiNode node)
    {
        var types = node["type"] switch
        {
            null => SchemaTypes.Any,
            { Kind: ApiNodeKind.Text } one => TypeOf(one),
            { Kind: ApiNodeKind.List, Items.Count: > 0 } several => several.Items.Aggregate(
                SchemaTypes.None,
                (all, one) => all | TypeOf(one)
            ),
            var other => throw ApiError.At(
                other.Location,
                "'type' is neither a type nor a list of types",
                "Write \"string\", for example."
            ),
        };
        return node.IsTrue("nullable") ? types | SchemaTypes.Null : types;
    }

    private static SchemaTypes TypeOf(ApiNode node) =>
        node.Value switch
        {
            "null" => SchemaTypes.Null,
            "boolean" => SchemaTypes.Boolean,
            "integer" => SchemaTypes.Integer,
            "number" => SchemaTypes.Number | SchemaTypes.Integer,
            "string" => SchemaTypes.Text,
            "array" => SchemaTypes.Array,
            "object" => SchemaTypes.Object,
            // Swagger's, which writers of documents keep.
            "file" => SchemaTypes.Text,
            _ => throw ApiError.At(
                node.Location,
                $"there is no type '{node.Value}'",
                "The types are string, number, integer, boolean, array, object and, from 3.1 on, null."
            ),
        };

    private static void FillValues(ApiNode node, ApiSchema schema)
    {
        if (node["enum"] is { Kind: ApiNodeKind.List, Items.Count: > 0 } values)
        {
            List<JsonNode?> all = [.. values.Items.Select(value => value.ToJson())];
            // A nullable enumeration of 3.0 that doesn't list null allows it by intent, if not by the letter.
            if (node.IsTrue("nullable") && all.All(value => value is not null))
            {
                all.Add(null);
            }

            schema.Values = all;
        }

        if (node["const"] is { } only)
        {
            schema.Values = [only.ToJson()];
        }

        var examples = new List<JsonNode?>();
        foreach (var name in (string[])["example", "default"])
        {
            if (node[name] is { } example)
            {
                examples.Add(example.ToJson());
            }
        }

        if (node["examples"] is { Kind: ApiNodeKind.List } more)
        {
            examples.AddRange(more.Items.Take(20).Select(example => example.ToJson()));
        }

        schema.Examples = examples;
    }

    private void FillStructure(ApiNode node, ApiSchema schema)
    {
        schema.Required = node.Texts("required").ToHashSet(StringComparer.Ordinal);
        schema.Items = node["items"] is { } items ? Get(items) : null;
        if (node["properties"] is { Kind: ApiNodeKind.Object } properties)
        {
            schema.Properties = properties.Members.ToDictionary(member => member.Key, member => Get(member.Value), StringComparer.Ordinal);
        }

        schema.Additional = node["additionalProperties"] is { } additional ? Get(additional) : null;
        if (node["patternProperties"] is not null)
        {
            // Which of the others are additional can't be said.
            schema.Additional = null;
        }
    }

    private void FillParts(ApiNode node, ApiSchema schema)
    {
        var all = Parts(node, "allOf");
        if (isModern && node["$ref"] is { } reference)
        {
            var alone = new ApiNode(ApiNodeKind.Object, node.Location);
            alone.TryAdd("$ref", reference);
            all = [.. all, Get(alone)];
        }

        schema.AllOf = all;
        schema.OneOf = Parts(node, "oneOf") is { Count: > 0 } one ? [one] : [];
        schema.AnyOf = Parts(node, "anyOf") is { Count: > 0 } any ? [any] : [];
        schema.Not = node["not"] is { } not ? [Get(not)] : [];
        if (node["discriminator"] is not { Kind: ApiNodeKind.Object } discriminator)
        {
            return;
        }

        schema.Discriminator = discriminator.Text("propertyName");
        if (discriminator["mapping"] is { Kind: ApiNodeKind.Object } mapping)
        {
            schema.Mapping = mapping.Members.ToDictionary(
                member => member.Key,
                member => Get(Mapped(member.Value)),
                StringComparer.Ordinal
            );
        }
    }

    private IReadOnlyList<ApiSchema> Parts(ApiNode node, string name) =>
        node[name] is not { } parts ? []
        : parts.Kind == ApiNodeKind.List ? [.. parts.Items.Select(Get)]
        : throw ApiError.At(parts.Location, $"'{name}' is no list", "Write a list of schemas.");

    // A name alone is the name of a schema.
    private static ApiNode Mapped(ApiNode target)
    {
        var isPath = target.Value.Contains('/', StringComparison.Ordinal) || target.Value.StartsWith('#');
        var reference = new ApiNode(ApiNodeKind.Object, target.Location);
        var text = isPath ? target.Value : ApiReferences.SchemaPrefix + target.Value;
        reference.TryAdd("$ref", new ApiNode(ApiNodeKind.Text, target.Location, text));
        return reference;
    }
}
