namespace Phederation.WebApi.Atlas.Counts;

/// <summary>How many persons entered in a year.</summary>
internal sealed record YearCount(int Year, long Persons);
