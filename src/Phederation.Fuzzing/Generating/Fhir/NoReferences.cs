namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Knows of no resources: references are of the right form and lead nowhere.</summary>
public sealed class NoReferences : IReferenceSource
{
    private NoReferences() { }

    /// <summary>The only one.</summary>
    public static NoReferences Instance { get; } = new();

    /// <inheritdoc/>
    public string? Find(string type, FuzzRandom random) => null;
}
