namespace Phederation.Fhir.Access;

/// <summary>One scope of a token, such as patient/*.read.</summary>
/// <param name="IsPatient">Whether it is for the compartment of a patient only.</param>
/// <param name="Type">A resource type, or *.</param>
/// <param name="Read">Whether it allows reading.</param>
/// <param name="Write">Whether it allows writing.</param>
internal sealed record Grant(bool IsPatient, string Type, bool Read, bool Write);
