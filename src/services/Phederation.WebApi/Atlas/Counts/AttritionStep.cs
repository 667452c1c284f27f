namespace Phederation.WebApi.Atlas.Counts;

/// <summary>How many persons are left after a rule.</summary>
internal sealed record AttritionStep(string Name, long Persons);
