namespace Phederation.Images.Contents;

/// <summary>Paths of layers in their one spelling.</summary>
internal static class LayerPaths
{
    /// <summary>What hides an entry of the layers below.</summary>
    public const string Whiteout = ".wh.";

    /// <summary>What hides everything that the layers below have in a folder.</summary>
    public const string OpaqueMarker = ".wh..wh..opq";

    /// <summary>The path without a leading "/" or "./", null when it leaves the image. The root is "".</summary>
    public static string? Normalize(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        return parts.Contains("..") || name.Contains('\0', StringComparison.Ordinal) ? null : string.Join('/', parts);
    }

    /// <summary>Where a symbolic link leads; above the root there is only the root.</summary>
    public static string Follow(string link, string target)
    {
        var parts = target.StartsWith('/') ? [] : Parent(link).Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The folder above, "" for the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>The last part.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
