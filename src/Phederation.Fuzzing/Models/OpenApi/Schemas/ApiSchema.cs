using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>
/// What a schema says. Schemas refer to each other, in circles too: the reader makes them first and fills them in afterwards, and nobody changes them then.
/// </summary>
internal sealed class ApiSchema
{
    /// <summary>A schema that holds for everything.</summary>
    public static ApiSchema Anything { get; } = new();

    /// <summary>Its name among the components; null has none.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it holds for nothing: <c>false</c>.</summary>
    public bool IsNever { get; set; }

    /// <summary>Whether it says things that aren't understood here: then it can't be said that a value is valid, only that one isn't.</summary>
    public bool IsPartial { get; set; }

    /// <summary>The types it allows.</summary>
    public SchemaTypes Types { get; set; } = SchemaTypes.Any;

    /// <summary>The format; null has none.</summary>
    public string? Format { get; set; }

    /// <summary>The values it allows; null allows all.</summary>
    public IReadOnlyList<JsonNode?>? Values { get; set; }

    /// <summary>Examples and defaults.</summary>
    public IReadOnlyList<JsonNode?> Examples { get; set; } = [];

    public decimal? Minimum { get; set; }

    public decimal? Maximum { get; set; }

    /// <summary>Whether the minimum itself is excluded.</summary>
    public bool IsAboveMinimum { get; set; }

    /// <summary>Whether the maximum itself is excluded.</summary>
    public bool IsBelowMaximum { get; set; }

    public decimal? MultipleOf { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    /// <summary>The patterns that texts match; more than one where schemas were put together.</summary>
    public IReadOnlyList<Regex> Patterns { get; set; } = [];

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public bool HasUniqueItems { get; set; }

    /// <summary>What items are; null is anything.</summary>
    public ApiSchema? Items { get; set; }

    public IReadOnlyDictionary<string, ApiSchema> Properties { get; set; } = new Dictionary<string, ApiSchema>();

    public IReadOnlySet<string> Required { get; set; } = new HashSet<string>();

    /// <summary>What properties are that have no schema of their own; null is anything.</summary>
    public ApiSchema? Additional { get; set; }

    public int? MinProperties { get; set; }

    public int? MaxProperties { get; set; }

    /// <summary>All of these hold.</summary>
    public IReadOnlyList<ApiSchema> AllOf { get; set; } = [];

    /// <summary>Of each list of these exactly one holds.</summary>
    public IReadOnlyList<IReadOnlyList<ApiSchema>> OneOf { get; set; } = [];

    /// <summary>Of each list of these at least one holds.</summary>
    public IReadOnlyList<IReadOnlyList<ApiSchema>> AnyOf { get; set; } = [];

    /// <summary>These don't hold.</summary>
    public IReadOnlyList<ApiSchema> Not { get; set; } = [];

    /// <summary>The property that says which of several schemas is meant; null has none.</summary>
    public string? Discriminator { get; set; }

    /// <summary>What its values mean, where they aren't the names of schemas.</summary>
    public IReadOnlyDictionary<string, ApiSchema> Mapping { get; set; } = new Dictionary<string, ApiSchema>();

    /// <summary>Whether it is in answers only.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether it is in requests only.</summary>
    public bool IsWriteOnly { get; set; }

    /// <summary>Whether it is put together of others.</summary>
    public bool IsComposed => AllOf.Count > 0 || OneOf.Count > 0 || AnyOf.Count > 0;
}
