namespace Phederation.Images.Generating.Java;

/// <summary>Walks what a tool wrote.</summary>
internal static class FolderWalk
{
    /// <summary>The files and links below a folder, sorted by path; links are not followed.</summary>
    public static IEnumerable<FileInfo> Files(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null || !Directory.Exists(path))
            {
                yield return file;
            }
            else
            {
                foreach (var below in Files(path))
                {
                    yield return below;
                }
            }
        }
    }
}
