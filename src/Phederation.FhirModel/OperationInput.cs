namespace Phederation.FhirModel;

/// <summary>A parameter that goes into an operation.</summary>
/// <param name="Name">The name.</param>
/// <param name="Min">How often it must be there.</param>
/// <param name="IsMany">Whether it may be there more than once.</param>
/// <param name="TypeName">The type of its value; null where it has parts, Element for any.</param>
/// <param name="Search">For a text in the form of a search parameter's value, of which kind.</param>
/// <param name="Parts">The parts.</param>
public sealed record OperationInput(
    string Name,
    int Min,
    bool IsMany,
    string? TypeName,
    SearchKind? Search,
    IReadOnlyList<OperationInput> Parts
);
