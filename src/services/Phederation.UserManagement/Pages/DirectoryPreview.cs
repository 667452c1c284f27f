namespace Phederation.UserManagement.Pages;

/// <summary>Who the directory has.</summary>
/// <param name="People">The people, by login.</param>
/// <param name="HasMore">Whether there are more than are shown.</param>
internal sealed record DirectoryPreview(IReadOnlyList<DirectoryPreviewPerson> People, bool HasMore);
