namespace Phederation.WebApi.Data;

/// <summary>What concept sets and cohort definitions have in common: a name, and who made and changed them when.</summary>
internal sealed record StoredItem
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public int? CreatedBy { get; init; }

    public DateTimeOffset? CreatedDate { get; init; }

    public int? ModifiedBy { get; init; }

    public DateTimeOffset? ModifiedDate { get; init; }
}
