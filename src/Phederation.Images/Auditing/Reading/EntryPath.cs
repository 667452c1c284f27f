namespace Phederation.Images.Auditing.Reading;

/// <summary>Paths of entries: one spelling, no way out, bounded.</summary>
internal static class EntryPath
{
    private const int Longest = 4096;

    /// <summary>"./usr/lib/" and "/usr/lib" become "usr/lib", the root ""; null when it leads out or is no path of Linux.</summary>
    public static string? Normalize(string path, int deepest)
    {
        if (path.Length > Longest || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (IsNormal(path))
        {
            return path.AsSpan().Count('/') < deepest ? path : null;
        }

        var segments = path.Split('/').Where(segment => segment is not ("" or ".")).ToList();
        return segments.Contains("..") || segments.Count > deepest ? null : string.Join('/', segments);
    }

    /// <summary>The folder of a path, "" for what lies in the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>Whether a path is a folder or lies in it.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsNormal(string path)
    {
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(range) is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
