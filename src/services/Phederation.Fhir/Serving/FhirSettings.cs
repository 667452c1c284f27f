namespace Phederation.Fhir.Serving;

/// <summary>What a site sets.</summary>
/// <param name="Address">The address that clients know the service by; null takes it from each request.</param>
/// <param name="LargestBody">The largest body, in bytes.</param>
/// <param name="IsOpen">Whether everybody may do everything.</param>
/// <param name="Cdm">The schema of the data model whose rows are given as resources; null for none.</param>
internal sealed record FhirSettings(string? Address, int LargestBody, bool IsOpen, string? Cdm);
