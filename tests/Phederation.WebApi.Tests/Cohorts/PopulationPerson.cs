namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>A person of a small population.</summary>
internal sealed record PopulationPerson(int Id, int BirthYear, int Gender);
