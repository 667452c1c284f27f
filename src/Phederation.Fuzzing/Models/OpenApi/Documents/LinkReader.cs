using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>Reads the links of answers to other operations, when all operations are known.</summary>
internal static class LinkReader
{
    /// <summary>The operations with their links.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="nodes">Where each of them stands.</param>
    /// <param name="references">Follows references.</param>
    /// <exception cref="FuzzException">A link leads to no operation.</exception>
    public static IReadOnlyList<ApiOperation> AddTo(
        IReadOnlyList<ApiOperation> operations,
        IReadOnlyList<ApiNode> nodes,
        ApiReferences references
    )
    {
        var byId = operations.Where(operation => operation.Id is not null).ToDictionary(operation => operation.Id!, StringComparer.Ordinal);
        // Two paths may be the same by reference: then a link to it is a link to the first.
        var byNode = nodes.Zip(operations).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        return
        [
            .. operations
                .Zip(nodes)
                .Select(pair =>
                    pair.First with
                    {
                        Responses = [.. pair.First.Responses.Select(response => WithLinks(response, pair.Second))],
                    }
                ),
        ];

        ApiResponse WithLinks(ApiResponse response, ApiNode operation)
        {
            var node = operation["responses"]!.Members.First(member =>
                member.Key.Equals(response.Status, StringComparison.OrdinalIgnoreCase)
            );
            var links = references.Resolve(node.Value)["links"]?.Members ?? [];
            return response with { Links = [.. links.SelectMany(link => Read(references.Resolve(link.Value)))] };
        }

        IEnumerable<ApiLink> Read(ApiNode link)
        {
            if (Target(link) is not { } target)
            {
                yield break;
            }

            foreach (var (name, value) in link["parameters"]?.Members ?? [])
            {
                if (value.Kind == ApiNodeKind.Text && Capture(value.Value) is { } capture)
                {
                    // "path.id" is the parameter id in the path.
                    var dot = name.IndexOf('.');
                    yield return new ApiLink(target.Name, dot < 0 ? name : name[(dot + 1)..], capture);
                }
            }
        }

        ApiOperation? Target(ApiNode link)
        {
            if (link["operationId"] is { } id)
            {
                return byId.TryGetValue(id.Value, out var named)
                    ? named
                    : throw ApiError.At(
                        id.Location,
                        $"there is no operation '{id.Value}'",
                        NearestName.Find(id.Value, byId.Keys) is { } nearest ? $"Did you mean {nearest}?" : "Name one by its operationId."
                    );
            }

            if (link["operationRef"] is not { } reference)
            {
                return null;
            }

            var place = new ApiNode(ApiNodeKind.Object, reference.Location);
            place.TryAdd("$ref", reference);
            return byNode.GetValueOrDefault(references.Resolve(place));
        }
    }

    // Runtime expressions (OpenAPI 3.1, 4.8.20.4): of the answer's body or a header of it.
    private static string? Capture(string expression)
    {
        const string body = "$response.body#/";
        const string header = "$response.header.";
        return expression.StartsWith(body, StringComparison.Ordinal) ? $"json:{expression[body.Length..].Replace('/', '.')}"
            : expression.StartsWith(header, StringComparison.Ordinal) ? $"header:{expression[header.Length..]}"
            : null;
    }
}
