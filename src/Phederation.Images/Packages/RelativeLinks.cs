namespace Phederation.Images.Packages;

/// <summary>
/// Turns the absolute links of unpacked packages (<c>/etc/…</c>) into relative ones: unpacked below some folder they would else lead out of
/// it, to whatever the machine that builds has there.
/// </summary>
internal static class RelativeLinks
{
    /// <summary>Changes all links below a folder, which stands for the root.</summary>
    public static void Make(string root) => Make(root, root);

    private static void Make(string folder, string root)
    {
        foreach (var path in Directory.GetFileSystemEntries(folder))
        {
            if (new FileInfo(path).LinkTarget is { } target)
            {
                if (target.StartsWith('/'))
                {
                    File.Delete(path);
                    File.CreateSymbolicLink(path, Path.GetRelativePath(folder, Path.Combine(root, target.TrimStart('/'))));
                }
            }
            else if (Directory.Exists(path))
            {
                Make(path, root);
            }
        }
    }
}
