namespace Phederation.Fuzzing.Generating.Fhir.Seeds;

/// <summary>A request that a campaign begins with.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the server's address, with the query.</param>
/// <param name="ContentType">The type of the body; null for none.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Why">What such a request has broken.</param>
public sealed record SeedRequest(string Name, string Method, string Path, string? ContentType, ReadOnlyMemory<byte> Body, string Why);
