namespace Phederation.FhirModel;

/// <summary>What a type is; it decides which elements it inherits.</summary>
public enum TypeKind
{
    /// <summary>A value in JSON, with its id and extensions in a property with an underscore.</summary>
    Primitive,

    /// <summary>A data type: has an id and extensions.</summary>
    Element,

    /// <summary>Has modifier extensions too.</summary>
    Backbone,

    /// <summary>A resource without narrative: Bundle, Binary, Parameters.</summary>
    Resource,

    /// <summary>A resource with narrative, contained resources and extensions.</summary>
    Domain,
}
