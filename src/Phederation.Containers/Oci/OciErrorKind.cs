namespace Phederation.Containers.Oci;

/// <summary>What is wrong with content of an image, a layout or a registry.</summary>
public enum OciErrorKind
{
    /// <summary>It is not what the specification describes.</summary>
    Malformed,

    /// <summary>Its bytes are not those that its digest names.</summary>
    DigestMismatch,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is larger than is accepted.</summary>
    TooLarge,
}
