namespace Phederation.Site.Release;

/// <summary>Finds the release folder that a command works on.</summary>
public static class ReleaseFolder
{
    /// <summary>The file that marks a release folder.</summary>
    public const string Marker = "release.json";

    /// <summary>
    /// The folder that was named; else the nearest folder upwards of the executable that holds a release, so that a launcher works
    /// from wherever it is called; else the current folder.
    /// </summary>
    /// <param name="named">What the operator named, if anything.</param>
    /// <param name="executableFolder">The folder of the executable.</param>
    /// <param name="currentFolder">The folder the command runs in.</param>
    /// <exception cref="SiteException">None of them holds a release.</exception>
    public static string Locate(string? named, string executableFolder, string currentFolder)
    {
        if (named is not null)
        {
            var folder = Path.GetFullPath(named, currentFolder);
            return HoldsRelease(folder)
                ? folder
                : throw new SiteException(
                    ExitCode.Missing,
                    $"{folder} is not a release folder: it holds no {Marker}.",
                    "Name the folder that was published with --release DIR."
                );
        }

        for (var folder = new DirectoryInfo(executableFolder); folder is not null; folder = folder.Parent)
        {
            if (HoldsRelease(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return HoldsRelease(currentFolder)
            ? currentFolder
            : throw new SiteException(
                ExitCode.Missing,
                $"No release found: neither a folder above {executableFolder} nor {currentFolder} holds {Marker}.",
                "Name the folder that was published with --release DIR."
            );
    }

    private static bool HoldsRelease(string folder) => File.Exists(Path.Combine(folder, Marker));
}
