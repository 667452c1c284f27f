using System.Text.Json;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Cohorts.Store;

/// <summary>A definition as WebAPI tells it; times are milliseconds since 1970.</summary>
internal sealed record CohortDto
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public Author? CreatedBy { get; init; }

    public Author? ModifiedBy { get; init; }

    public long? CreatedDate { get; init; }

    public long? ModifiedDate { get; init; }

    public bool HasWriteAccess { get; init; } = true;

    public bool HasReadAccess { get; init; } = true;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? ExpressionType { get; init; }

    /// <summary>Its JSON: as a text where a definition is asked for, as an object where it was made or changed.</summary>
    public JsonElement? Expression { get; init; }

    /// <summary>Without the expression, for lists.</summary>
    public static CohortDto Of(CohortDefinition definition, IReadOnlyDictionary<int, Author> authors)
    {
        var item = definition.Item;
        return new CohortDto
        {
            Id = item.Id,
            Name = item.Name,
            Description = item.Description,
            CreatedBy = item.CreatedBy is { } creator ? authors.GetValueOrDefault(creator) : null,
            ModifiedBy = item.ModifiedBy is { } changer ? authors.GetValueOrDefault(changer) : null,
            CreatedDate = item.CreatedDate?.ToUnixTimeMilliseconds(),
            ModifiedDate = item.ModifiedDate?.ToUnixTimeMilliseconds(),
        };
    }
}
