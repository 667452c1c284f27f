namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>Paths in an image.</summary>
internal static class ContainerPath
{
    /// <summary>A path as it counts from a folder; absolute, without '.', '..' and repeated slashes.</summary>
    public static string Join(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{folder}/{path}").Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>The destination of COPY or ADD; it ends with a slash where it is said to be a folder.</summary>
    public static string Destination(string folder, string path)
    {
        var joined = Join(folder, path);
        return joined != "/" && (path is "." or ".." or [.., '/'] || path.EndsWith("/.", StringComparison.Ordinal)) ? joined + "/" : joined;
    }
}
