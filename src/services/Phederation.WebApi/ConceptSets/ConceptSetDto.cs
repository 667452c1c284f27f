using Phederation.WebApi.Data;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.ConceptSets;

/// <summary>A concept set as WebAPI tells it; times are milliseconds since 1970.</summary>
internal sealed record ConceptSetDto
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

    /// <summary>Of a stored set.</summary>
    public static ConceptSetDto Of(StoredItem item, IReadOnlyDictionary<int, Author> authors) =>
        new()
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
