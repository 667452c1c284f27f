namespace Phederation.Containers.Images;

/// <summary>What an entry of a layer is.</summary>
public enum LayerEntryKind
{
    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>Another name of a file in the same layer.</summary>
    HardLink,
}
