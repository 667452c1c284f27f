namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Knows which resources there are on the target, so that references lead to them.</summary>
public interface IReferenceSource
{
    /// <summary>
    /// The id of a resource of a type that is there, or null where none is known. It may be what stands for an id in a request until it is sent, such
    /// as <c>{{3.0.id}}</c>: generated texts hold no two braces in a row otherwise, and addresses leave them as they are.
    /// </summary>
    string? Find(string type, FuzzRandom random);
}
