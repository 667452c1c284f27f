namespace Phederation.Containers.Images;

/// <summary>A file can't go into a layer: which, from where, and why.</summary>
public sealed class LayerException(string message, Exception? innerException = null) : Exception(message, innerException);
