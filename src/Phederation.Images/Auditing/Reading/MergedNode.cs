namespace Phederation.Images.Auditing.Reading;

/// <summary>A place in the file system that an image's layers make together.</summary>
internal sealed class MergedNode
{
    /// <summary>The entry; null for a folder that no layer has an entry of.</summary>
    public AuditedFile? File { get; set; }

    /// <summary>What lies in it; null for none.</summary>
    public Dictionary<string, MergedNode>? Children { get; set; }

    /// <summary>Whether other places can lie in it.</summary>
    public bool IsFolder => File is null or { Kind: AuditedKind.Directory };
}
