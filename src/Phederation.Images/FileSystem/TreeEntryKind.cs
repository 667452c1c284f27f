namespace Phederation.Images.FileSystem;

/// <summary>What an entry of an image's file system is. Devices, sockets and pipes never enter an image.</summary>
internal enum TreeEntryKind
{
    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,
}
