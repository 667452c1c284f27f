namespace Phederation.Trust.Keys;

/// <summary>A key file as it can be seen without its passphrase.</summary>
/// <param name="Id">The key's id, by the file's name.</param>
/// <param name="Role">The role in its header; empty when there is none.</param>
/// <param name="Gun">The repository in its header; null when there is none.</param>
/// <param name="Path">The file.</param>
public sealed record StoredKey(string Id, string Role, string? Gun, string Path);
