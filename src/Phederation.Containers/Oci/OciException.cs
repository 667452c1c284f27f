namespace Phederation.Containers.Oci;

/// <summary>Content of an image that can't be trusted or used: what, where, and what kind of fault.</summary>
public sealed class OciException(OciErrorKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The kind of fault.</summary>
    public OciErrorKind Kind { get; } = kind;
}
