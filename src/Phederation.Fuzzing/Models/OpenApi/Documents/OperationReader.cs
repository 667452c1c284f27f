using System.Text.RegularExpressions;
using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>Reads the operations of a path.</summary>
/// <param name="references">Follows references.</param>
/// <param name="schemas">Reads schemas.</param>
/// <param name="security">What the whole document says of credentials; null says nothing.</param>
/// <param name="isOpen">Whether the document, by <c>x-open</c>, doesn't say all that the service asks for.</param>
internal sealed partial class OperationReader(ApiReferences references, SchemaReader schemas, ApiNode? security, bool isOpen)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>The operations, each with the place where it stands.</summary>
    /// <exception cref="FuzzException">One is malformed.</exception>
    public IEnumerable<(ApiOperation Operation, ApiNode Node)> Read(string template, ApiNode path)
    {
        foreach (var (method, node) in path.Members)
        {
            if (Methods.Contains(method))
            {
                if (node.Kind != ApiNodeKind.Object)
                {
                    throw ApiError.At(
                        node.Location,
                        $"the operation {method} of {template} is no object",
                        "Write its responses, at least."
                    );
                }

                yield return (Read(method, template, path, node), node);
            }
        }
    }

    /// <summary>Finds parameters in a path.</summary>
    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    public static partial Regex Braces();

    private ApiOperation Read(string method, string template, ApiNode path, ApiNode node)
    {
        var parameters = new OrderedDictionary<(ApiParameterPlace, string), ApiParameter>();
        foreach (var list in (ApiNode?[])[path["parameters"], node["parameters"]])
        {
            if (list is { Kind: not ApiNodeKind.List })
            {
                throw ApiError.At(list.Location, "'parameters' is no list", "Write each parameter as an item of a list.");
            }

            foreach (var item in list?.Items ?? [])
            {
                if (ReadParameter(references.Resolve(item)) is { } parameter)
                {
                    // An operation's own stands for that of the path.
                    parameters[(parameter.Place, parameter.Name)] = parameter;
                }
            }
        }

        var required = node["security"] ?? security;
        return new ApiOperation(method.ToUpperInvariant(), template)
        {
            Id = node.Text("operationId"),
            Parameters = Complete(template, parameters),
            Body = node["requestBody"] is { } body ? ReadBody(references.Resolve(body)) : null,
            Responses =
            [
                .. (node["responses"]?.Members ?? [])
                    .Where(member => !member.Key.StartsWith("x-", StringComparison.Ordinal))
                    .Select(member => ReadResponse(member.Key, references.Resolve(member.Value))),
            ],
            Changes = node.IsTrue("x-changes"),
            IsOpen = isOpen || node.IsTrue("x-open"),
            // An empty object among the ways says that none is needed.
            IsSecured = required is { Items.Count: > 0 } && required.Items.All(way => way.Members.Any()),
        };
    }

    // A parameter in the path that isn't described is a text.
    private static List<ApiParameter> Complete(string template, OrderedDictionary<(ApiParameterPlace, string), ApiParameter> parameters)
    {
        foreach (Match match in Braces().Matches(template))
        {
            var name = match.Groups["name"].Value;
            parameters.TryAdd(
                (ApiParameterPlace.Path, name),
                new ApiParameter(name, ApiParameterPlace.Path, new ApiSchema { Types = SchemaTypes.Text })
                {
                    IsRequired = true,
                    Style = "simple",
                }
            );
        }

        return [.. parameters.Values];
    }

    private ApiParameter? ReadParameter(ApiNode node)
    {
        if (node.Text("name") is not { } name || node.Text("in") is not { } place)
        {
            throw ApiError.At(node.Location, "a parameter lacks 'name' or 'in'", "Write both: name: id, in: path.");
        }

        ApiParameterPlace? where = place switch
        {
            "path" => ApiParameterPlace.Path,
            "query" => ApiParameterPlace.Query,
            "header" => ApiParameterPlace.Header,
            "cookie" => ApiParameterPlace.Cookie,
            "body" or "formData" => throw ApiError.At(
                node["in"]!.Location,
                $"parameters in '{place}' are Swagger 2.0's",
                "Describe the body in requestBody."
            ),
            _ => throw ApiError.At(
                node["in"]!.Location,
                $"there are no parameters in '{place}'",
                "They are in path, query, header or cookie."
            ),
        };
        // These three are described elsewhere, and to be passed over as parameters (OpenAPI 3.1, 4.8.12.2).
        if (where == ApiParameterPlace.Header && name.ToLowerInvariant() is "accept" or "content-type" or "authorization")
        {
            return null;
        }

        var isQuery = where is ApiParameterPlace.Query or ApiParameterPlace.Cookie;
        var style = node.Text("style") ?? (isQuery ? "form" : "simple");
        var content = node["content"]?.Members.FirstOrDefault().Value;
        var schema = content?["schema"] ?? node["schema"];
        return new ApiParameter(name, where.Value, WithExample(schema is null ? ApiSchema.Anything : schemas.Read(schema), node))
        {
            IsRequired = where == ApiParameterPlace.Path || node.IsTrue("required"),
            Style = style,
            IsExploded = node["explode"] is { } explode ? explode.Value == "true" : style == "form",
            IsJson = content is not null,
            From = node.Text("x-from"),
        };
    }

    private ApiSchema WithExample(ApiSchema schema, ApiNode node)
    {
        List<ApiNode> examples = node["example"] is { } one ? [one] : [];
        foreach (var (_, example) in node["examples"] is { Kind: ApiNodeKind.Object } several ? several.Members.Take(20) : [])
        {
            if (references.Resolve(example)["value"] is { } value)
            {
                examples.Add(value);
            }
        }

        return examples.Count == 0
            ? schema
            : new ApiSchema
            {
                AllOf = [schema],
                Examples = [.. examples.Select(example => example.ToJson())],
                Name = schema.Name,
            };
    }

    private ApiBody ReadBody(ApiNode node) => new(node.IsTrue("required"), ReadMedia(node["content"]));

    private List<ApiMedia> ReadMedia(ApiNode? content) =>
        [
            .. (content?.Members ?? []).Select(member => new ApiMedia(
                member.Key,
                member.Value["schema"] is { } schema ? WithExample(schemas.Read(schema), member.Value) : null
            )),
        ];

    private ApiResponse ReadResponse(string status, ApiNode node)
    {
        var isKnown =
            status == "default"
            || (
                status.Length == 3
                && status[0] is >= '1' and <= '5'
                && (status.EndsWith("XX", StringComparison.OrdinalIgnoreCase) || status.All(char.IsAsciiDigit))
            );
        return isKnown
            ? new ApiResponse(status.Length == 3 ? status.ToUpperInvariant() : status, ReadMedia(node["content"]))
            {
                HasLocation =
                    node["headers"]?.Members.Any(header => header.Key.Equals("Location", StringComparison.OrdinalIgnoreCase)) == true,
            }
            : throw ApiError.At(node.Location, $"'{status}' is no status", "Write a status such as 200, a range such as 2XX, or default.");
    }
}
