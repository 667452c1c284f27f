namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Knows which resources there are on the target, so that references lead to them.</summary>
public interface IReferenceSource
{
    /// <summary>The id of a resource of a type that is there, or null where none is known.</summary>
    string? Find(string type, FuzzRandom random);
}
