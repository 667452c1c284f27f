using System.Collections.Frozen;

namespace Phederation.FhirModel;

/// <summary>A type of FHIR: a resource, a data type, or a type nested in one, which is named by its path.</summary>
public sealed class FhirType(string name, TypeKind kind)
{
    /// <summary>The name, such as Patient or Patient.contact.</summary>
    public string Name => name;

    /// <summary>What it is.</summary>
    public TypeKind Kind => kind;

    /// <summary>Whether it is a resource.</summary>
    public bool IsResource => kind is TypeKind.Resource or TypeKind.Domain;

    /// <summary>The elements by their properties in JSON: a choice has one for each of its types.</summary>
    public FrozenDictionary<string, FhirProperty> Properties { get; internal set; } = FrozenDictionary<string, FhirProperty>.Empty;

    /// <summary>The elements that must be there.</summary>
    public IReadOnlyList<FhirElement> Required { get; internal set; } = [];

    /// <summary>The elements of which one type may be chosen.</summary>
    public IReadOnlyList<FhirElement> Elements { get; internal set; } = [];
}
