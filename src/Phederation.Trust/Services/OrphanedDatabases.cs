using Phederation.Processes;

namespace Phederation.Trust.Services;

/// <summary>
/// Databases of root are outside the state folders they belong to, so they would outlive those of tests and trials. Those whose state
/// folder was in the system's temporary folder and is gone are removed; all others stay, since a missing folder can be a disk that is
/// not mounted.
/// </summary>
internal static class OrphanedDatabases
{
    private const string OwnerFile = "state-folder";

    /// <summary>Writes down whose a database is.</summary>
    public static void Mark(string databaseFolder, string servicesFolder) =>
        File.WriteAllText(Path.Combine(databaseFolder, OwnerFile), servicesFolder);

    /// <summary>Removes the databases below a folder that nobody can find any more.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var database in Directory.EnumerateDirectories(folder))
        {
            if (IsOrphaned(database))
            {
                TryRemove(database);
            }
        }
    }

    private static bool IsOrphaned(string database)
    {
        var file = new FileInfo(Path.Combine(database, OwnerFile));
        if (!file.Exists || file.Length > 4096)
        {
            return false;
        }

        var owner = File.ReadAllText(file.FullName);
        return owner.StartsWith(Path.GetTempPath(), StringComparison.Ordinal)
            && !Directory.Exists(owner)
            && !IsRunning(Path.Combine(database, "data", "postmaster.pid"));
    }

    /// <summary>PostgreSQL leaves the file only when it was killed; its first line is the process id.</summary>
    private static bool IsRunning(string identityFile) =>
        File.Exists(identityFile)
        && int.TryParse(File.ReadLines(identityFile).FirstOrDefault(), out var id)
        && ProcessIdentity.Find(id) is not null;

    private static void TryRemove(string database)
    {
        try
        {
            Directory.Delete(database, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another run removes it at the same time, or the next one will.
        }
    }
}
