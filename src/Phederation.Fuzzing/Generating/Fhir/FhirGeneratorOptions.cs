namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>How large resources become, and how often what is rare is there.</summary>
public sealed record FhirGeneratorOptions
{
    /// <summary>How many optional elements a resource has at most; elements that must be there come on top.</summary>
    public int MostElements { get; init; } = 50;

    /// <summary>How probably an optional element of a resource is there; elements within elements are rarer.</summary>
    public double Optional { get; init; } = 0.25;

    /// <summary>How probably a resource has a narrative.</summary>
    public double Narrative { get; init; } = 0.15;

    /// <summary>How probably a resource has labels and profiles in meta.</summary>
    public double Meta { get; init; } = 0.08;

    /// <summary>How probably an element has an extension.</summary>
    public double Extension { get; init; } = 0.02;

    /// <summary>How probably a reference is to a contained resource.</summary>
    public double Contained { get; init; } = 0.03;

    /// <summary>How deep elements that are not required may be nested; items of a questionnaire, for example.</summary>
    public int Deepest { get; init; } = 6;
}
