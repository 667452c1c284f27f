namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>An event that criteria found.</summary>
internal sealed record FoundEvent(int Person, int Id, DateOnly Start, DateOnly End, int? Visit, DateOnly Sort, object? Counted)
{
    public DateOnly ObservedFrom { get; init; }

    public DateOnly ObservedTo { get; init; }

    public int Number { get; init; }
}
