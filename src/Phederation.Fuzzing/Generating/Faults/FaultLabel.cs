namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>What is wrong in a body or a query that was broken on purpose.</summary>
/// <param name="Kind">What it breaks.</param>
/// <param name="Path">Where, as FHIRPath (Patient.name[0].family); for a query the parameter.</param>
/// <param name="Detail">More, such as the key of the rule; empty where the kind says all.</param>
public sealed record FaultLabel(FaultKind Kind, string Path, string Detail = "");
