namespace Phederation.Images;

/// <summary>Why an image can't be made: what, where, and how to mend it.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ImageException(ImageFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public ImageFault Fault { get; }
}
