using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Composing;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Resources;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Oracles.OpenApi;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Models.OpenApi;

/// <summary>
/// A service that an OpenAPI document (3.0 or 3.1) describes. The document's servers are not asked: its paths are relative to the target's base address.
/// </summary>
public sealed class OpenApiServiceModel : IServiceModel, IEventModel
{
    private static readonly string[] Safe = ["GET", "HEAD", "OPTIONS", "TRACE"];

    private readonly Dictionary<string, ApiOperation> _operations;
    private readonly ApiKinds _kinds;

    private OpenApiServiceModel(ApiDocument document, string name)
    {
        Name = name;
        _operations = document.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        _kinds = ApiKinds.Of(document.Operations);
        Operations = [.. document.Operations.Select(ModelOf)];
        Oracles =
        [
            .. OracleSets.Rest(hasProblems: false),
            new DeclaredStatusOracle(_operations),
            new DeclaredTypeOracle(_operations),
            new DeclaredBodyOracle(_operations),
        ];
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public IReadOnlyList<OperationModel> Operations { get; }

    /// <inheritdoc />
    public IReadOnlyList<IOracle> Oracles { get; }

    /// <summary>Reads the model from a document.</summary>
    /// <param name="path">The document: JSON, or YAML by its name's end.</param>
    /// <param name="limits">The bounds; null takes those that hold for all.</param>
    /// <exception cref="FuzzException">It can't be read, or is malformed; the message has file:line:column.</exception>
    public static OpenApiServiceModel Load(string path, OpenApiLimits? limits = null)
    {
        var document = ApiDocument.Load(path, limits);
        return new OpenApiServiceModel(document, $"openapi:{document.Title} {document.Version}".TrimEnd());
    }

    /// <inheritdoc />
    public Scenario? Compose(OperationModel operation, long number, ComposeContext context, FuzzRandom random) =>
        new OpenApiComposer(_kinds, number, context, random).Compose(_operations[operation.Name]);

    /// <inheritdoc />
    public Scenario? Compose(TargetEvent happening, long number, ComposeContext context, FuzzRandom random) =>
        new OpenApiComposer(_kinds, number, context, random).Compose(happening);

    /// <summary>The model of a document in memory.</summary>
    internal static OpenApiServiceModel Of(ApiDocument document, string name) => new(document, name);

    private OperationModel ModelOf(ApiOperation operation) =>
        new()
        {
            Name = operation.Name,
            Method = operation.Method,
            Template = operation.Template,
            Changes = operation.Changes || !Safe.Contains(operation.Method),
            Produces = _kinds.MadeBy(operation) is { IsTop: true } kind ? kind.Name : null,
        };
}
