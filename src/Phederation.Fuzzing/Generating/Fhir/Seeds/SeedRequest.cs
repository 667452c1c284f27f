using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Generating.Fhir.Seeds;

/// <summary>A request that a campaign begins with.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Request">The request.</param>
/// <param name="Why">What about such a request has broken servers.</param>
public sealed record SeedRequest(string Name, FuzzRequest Request, string Why);
