namespace Phederation.Containers.Images;

/// <summary>Paths in layers: relative to the root, "/" between segments, no way out.</summary>
internal static class LayerPath
{
    private const int Longest = 4096;
    private const int LongestName = 255;

    /// <summary>"./usr/lib/" and "/usr/lib" become "usr/lib"; the root becomes "".</summary>
    /// <exception cref="LayerException">The path leads out of the layer or can't be a path on Linux.</exception>
    public static string Normalize(string path, string source)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == ".." || segment.Contains('\0', StringComparison.Ordinal) || segment.Length > LongestName)
            {
                throw new LayerException($"{source}: '{Shorten(path)}' is refused: it leads out of the layer or is no path of Linux.");
            }

            segments.Add(segment);
        }

        var normal = string.Join('/', segments);
        return normal.Length <= Longest
            ? normal
            : throw new LayerException($"{source}: '{Shorten(path)}' is longer than {Longest} characters.");
    }

    /// <summary>As <see cref="Normalize"/>, for archives from outside: an absolute path is refused too.</summary>
    public static string NormalizeForeign(string path, string source) =>
        path.StartsWith('/')
            ? throw new LayerException($"{source}: '{Shorten(path)}' is refused: it is absolute.")
            : Normalize(path, source);

    public static string? Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 ? path[..slash] : null;
    }

    private static string Shorten(string path) => path.Length <= 200 ? path : path[..200] + "…";
}
