namespace Phederation.Fhir.Storage;

/// <summary>A new version of a resource, to be written.</summary>
/// <param name="Version">The version without its body.</param>
/// <param name="Meta">What its meta says beyond version and time; null for nothing.</param>
/// <param name="Body">The rest of the resource; null where it is deleted.</param>
internal sealed record Change(StoredVersion Version, string? Meta, string? Body);
