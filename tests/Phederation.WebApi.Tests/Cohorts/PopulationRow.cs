namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>A record of a small population: of whichever table its kind is.</summary>
internal sealed record PopulationRow(string Kind, int Person, int Id, int Concept, DateOnly Start)
{
    public int Source { get; init; }

    public DateOnly? End { get; init; }

    public int? Visit { get; init; }

    public decimal? Number { get; init; }

    public int Type { get; init; } = 1;

    public int? DaysSupply { get; init; }
}
