namespace Phederation.Trust.Releases;

/// <summary>The files that are in a release folder. Links are not followed: each is a refusal.</summary>
internal static class ReleaseTree
{
    private const int MaximumFiles = 100_000;
    private const string Mend = "copy the release again from where it was published, into an empty folder";

    /// <summary>Lists the files' paths in the release, in ordinal order.</summary>
    public static (IReadOnlyList<string> Paths, IReadOnlyList<Refusal> Refusals) List(string folder)
    {
        var paths = new List<string>();
        var refusals = new List<Refusal>();
        var waiting = new Stack<(DirectoryInfo Folder, string Path)>([(new DirectoryInfo(folder), "")]);
        try
        {
            while (waiting.TryPop(out var next) && paths.Count <= MaximumFiles)
            {
                foreach (var entry in next.Folder.EnumerateFileSystemInfos())
                {
                    var path = next.Path + entry.Name;
                    if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    {
                        refusals.Add(new Refusal(RefusalCode.NotAFile, "a link is in the release", path, Mend));
                    }
                    else if (entry is DirectoryInfo child)
                    {
                        waiting.Push((child, path + "/"));
                    }
                    else
                    {
                        paths.Add(path);
                    }
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            refusals.Add(
                new Refusal(
                    RefusalCode.Unreadable,
                    $"the folder can't be listed: {fault.Message}",
                    folder,
                    "see to its rights and the disk"
                )
            );
        }

        if (paths.Count > MaximumFiles)
        {
            refusals.Add(new Refusal(RefusalCode.Unlisted, $"there are more than {MaximumFiles} files", folder, Mend));
        }

        paths.Sort(StringComparer.Ordinal);
        return (paths, refusals);
    }
}
