namespace Phederation.Images.Auditing.Reading;

/// <summary>What an entry of a layer is.</summary>
internal enum AuditedKind
{
    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A regular file, or another name of one.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A character or block device.</summary>
    Device,

    /// <summary>A named pipe.</summary>
    Pipe,
}
