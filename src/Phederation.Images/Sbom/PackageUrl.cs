using System.Text;

namespace Phederation.Images.Sbom;

/// <summary>Package URLs (purl-spec): what an advisory database knows a package by.</summary>
internal static class PackageUrl
{
    /// <summary>Of a Debian package; the distribution tells which advisories concern it.</summary>
    public static string Debian(string name, string version, string architecture, string distribution) =>
        $"pkg:deb/debian/{Escape(name)}@{Escape(version)}?arch={Escape(architecture)}"
        + (distribution.Length == 0 ? "" : $"&distro={Escape(distribution)}");

    /// <summary>Of a NuGet package.</summary>
    public static string NuGet(string name, string version) => $"pkg:nuget/{Escape(name)}@{Escape(version)}";

    /// <summary>Of an npm package; the scope is a namespace.</summary>
    public static string Npm(string name, string version) =>
        $"pkg:npm/{string.Join('/', name.Split('/').Select(Escape))}@{Escape(version)}";

    /// <summary>Of an image: the last part of the repository, with the digest as version.</summary>
    public static string Oci(string repository, string digest, string architecture, string tag) =>
        $"pkg:oci/{Escape(repository[(repository.LastIndexOf('/') + 1)..].ToLowerInvariant())}@{Escape(digest)}?arch={Escape(architecture)}"
        + $"&repository_url={Escape(repository.ToLowerInvariant())}"
        + (tag.Length == 0 ? "" : $"&tag={Escape(tag)}");

    // ASCII letters, digits, '.', '-', '_', '~' and ':' stay as they are.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            _ =
                char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'~' or (byte)':'
                    ? escaped.Append((char)value)
                    : escaped.Append('%').Append(value.ToString("X2"));
        }

        return escaped.ToString();
    }
}
