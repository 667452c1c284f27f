namespace Phederation.Images.Contents;

/// <summary>What an entry of an image is.</summary>
public enum ContentKind
{
    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A regular file; a hard link is one too.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, a pipe or a socket.</summary>
    Special,
}
