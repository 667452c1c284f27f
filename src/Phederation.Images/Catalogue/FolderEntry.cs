namespace Phederation.Images.Catalogue;

/// <summary>A folder that an image has beside those of its packages.</summary>
/// <param name="Path">The path without a leading slash.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="UserId">The numeric owner.</param>
/// <param name="GroupId">The numeric group.</param>
public sealed record FolderEntry(string Path, int Mode, int UserId, int GroupId);
