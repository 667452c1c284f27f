using System.Globalization;
using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>
/// The files with the process ids of dockerd and its containerd. After a crash they stay, and dockerd 20.10 takes whatever process has
/// the id now for its own: it refuses to start, or even kills that process.
/// </summary>
internal static class StalePidFiles
{
    private static readonly (string File, string Program)[] Files =
    [
        ("docker.pid", "dockerd"),
        (Path.Combine("docker", "containerd", "containerd.pid"), "containerd"),
    ];

    /// <summary>The process id of a dockerd that runs already; null when none does.</summary>
    public static int? FindDaemon(string runFolder) => Running(Path.Combine(runFolder, Files[0].File), Files[0].Program);

    /// <summary>Deletes the files whose process is gone or is another program.</summary>
    public static void Delete(string runFolder)
    {
        foreach (var (name, program) in Files)
        {
            var file = Path.Combine(runFolder, name);
            if (File.Exists(file) && Running(file, program) is null)
            {
                File.Delete(file);
            }
        }
    }

    private static int? Running(string file, string program)
    {
        try
        {
            var id = int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture);
            // A zombie has its name still.
            var isAlive = ProcessIdentity.Find(id) is not null;
            return isAlive && File.ReadAllText($"/proc/{id}/comm").Trim() == program ? id : null;
        }
        catch (Exception gone) when (gone is IOException or FormatException or OverflowException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
