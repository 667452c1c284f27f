namespace Phederation.FhirModel;

/// <summary>A property in JSON.</summary>
/// <param name="Element">The element it holds.</param>
/// <param name="TypeName">The name of its type; Resource is any resource.</param>
/// <param name="Targets">What a reference may refer to; empty is anything.</param>
public sealed record FhirProperty(FhirElement Element, string TypeName, IReadOnlyList<string> Targets)
{
    /// <summary>The type; null where it is any resource.</summary>
    public FhirType? Type { get; internal set; }
}
