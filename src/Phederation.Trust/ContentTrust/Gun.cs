namespace Phederation.Trust.ContentTrust;

/// <summary>
/// The name of a repository in docker's content trust: registry host with port, a slash, the repository. The host is a part of the name:
/// a mirror under another host is another repository.
/// </summary>
internal static class Gun
{
    /// <summary>Whether the name may be put into an address as it is.</summary>
    public static bool IsValid(string gun) =>
        gun.Length is > 0 and <= 255
        && gun.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part.All(IsAllowed))
        && gun.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether the tag is one that registries take.</summary>
    public static bool IsValidTag(string tag) =>
        tag.Length is > 0 and <= 128 && tag[0] is not ('.' or '-') && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':';
}
