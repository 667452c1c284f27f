using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Schemas;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.OpenApi.Resources;

/// <summary>A kind of resource: what makes one, what lists them, and what is done with one.</summary>
/// <param name="Name">Its name in the pool: the path of the collection, or the operation that makes it.</param>
internal sealed record ApiKind(string Name)
{
    /// <summary>Makes one; null where none does.</summary>
    public ApiOperation? Create { get; init; }

    /// <summary>Where the id is in the answer to that, as steps capture it.</summary>
    public string? Capture { get; init; }

    /// <summary>Lists them; null where none does.</summary>
    public ApiOperation? List { get; init; }

    /// <summary>Where the first id is in the answer to that.</summary>
    public string? ListCapture { get; init; }

    /// <summary>Reads one.</summary>
    public ApiOperation? Read { get; init; }

    /// <summary>Changes one.</summary>
    public ApiOperation? Update { get; init; }

    /// <summary>Removes one.</summary>
    public ApiOperation? Delete { get; init; }

    /// <summary>Whether an id says alone which one it is; else it is within another resource.</summary>
    public bool IsTop => !(Create ?? List)!.Parameters.Any(parameter => parameter.Place == ApiParameterPlace.Path);

    /// <summary>How it is made, read, changed and removed; null where it can't be, or takes more than a body and an id.</summary>
    public ResourceRoute? Route =>
        IsTop
        && Create is { } create
        && Read is { } read
        && Capture is { } capture
        && JsonOf(create) is { } media
        && new[] { create, read, Update, Delete }.All(operation => operation is null || IsPlain(operation))
            ? new ResourceRoute
            {
                Kind = Name,
                Collection = create.Template,
                Item = ItemOf(read),
                MediaType = media.Type.Contains('*', StringComparison.Ordinal) ? "application/json" : media.Type,
                Captures = new Dictionary<string, string> { ["id"] = capture, ["etag"] = "header:ETag" },
                IdMember = IdMember?.Name,
                IsIdText = IdMember is not { IsText: false },
                Operations = Names(),
            }
            : null;

    /// <summary>Whether what is read should be what was sent: both are the same schema, without anything that goes one way only.</summary>
    public bool IsComparable =>
        Create is not null
        && Read is not null
        && SchemaRelation.Covers(ReadSchema, JsonOf(Create)?.Schema)
        && (Update is null || SchemaRelation.Covers(ReadSchema, JsonOf(Update)?.Schema));

    private ApiSchema? ReadSchema =>
        Read?.Responses.FirstOrDefault(response => response.IsSuccess)?.Media.FirstOrDefault(media => media.IsJson)?.Schema;

    // The member of a change that must be the id, where the schema has it.
    private (string Name, bool IsText)? IdMember =>
        Update is not null
        && Capture?.StartsWith("json:", StringComparison.Ordinal) == true
        && Capture["json:".Length..] is var name
        && JsonOf(Update)?.Schema is { } schema
        && SchemaRelation.Property(schema, name) is { IsReadOnly: false } property
            ? (name, (property.Types & (SchemaTypes.Integer | SchemaTypes.Number)) == SchemaTypes.None)
            : null;

    /// <summary>The body of an operation as JSON; null takes none.</summary>
    public static ApiMedia? JsonOf(ApiOperation operation) => operation.Body?.Media.FirstOrDefault(media => media.IsJson);

    private static bool IsPlain(ApiOperation operation) =>
        operation.Parameters.All(parameter => parameter.Place == ApiParameterPlace.Path || !parameter.IsRequired);

    private static string ItemOf(ApiOperation read) => OperationReader.Braces().Replace(read.Template, "{id}");

    private Dictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>();
        foreach (var (verb, operation) in new[] { ("create", Create), ("read", Read), ("update", Update), ("delete", Delete) })
        {
            if (operation is not null)
            {
                names[verb] = operation.Name;
            }
        }

        return names;
    }
}
