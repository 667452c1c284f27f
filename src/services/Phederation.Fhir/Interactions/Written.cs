using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>What a change came to.</summary>
/// <param name="Status">201 for a first version, 200 for a further one, 204 for an end.</param>
/// <param name="Version">The version.</param>
internal sealed record Written(int Status, StoredVersion Version);
