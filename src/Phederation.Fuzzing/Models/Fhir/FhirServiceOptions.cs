namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>What is known of a FHIR server beyond the standard.</summary>
public sealed record FhirServiceOptions
{
    /// <summary>The types that are tried; null takes all that servers keep.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>
    /// The actors who see one patient's data only, each with the id of the patient. One of them makes data of its patient, which the others must not see;
    /// without two of them, only the anonymous one is tried.
    /// </summary>
    public IReadOnlyDictionary<string, string> Patients { get; init; } = new Dictionary<string, string>();
}
