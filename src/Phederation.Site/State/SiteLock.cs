using System.Globalization;

namespace Phederation.Site.State;

/// <summary>
/// Held by a command that changes a site, so that two don't at once. The system frees it with the process, however that ends: there is
/// no stale lock to remove.
/// </summary>
public sealed class SiteLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _owner;

    private SiteLock(FileStream file, string owner)
    {
        _file = file;
        _owner = owner;
    }

    /// <summary>Takes the lock of a state folder, which is made when absent.</summary>
    /// <param name="folder">The site's state folder.</param>
    /// <param name="command">What the lock is held for, shown to whoever finds it taken.</param>
    /// <exception cref="SiteException">Another command holds it.</exception>
    public static SiteLock Take(StateFolder folder, string command)
    {
        folder.Create();
        var owner = folder.LockFile + ".owner";
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new SiteException(
                ExitCode.Denied,
                $"The lock {folder.LockFile} can't be taken: {error.Message}",
                "Run as the user who made this site, or name another folder with --state DIR.",
                error
            );
        }
        catch (IOException error)
        {
            throw new SiteException(
                ExitCode.Conflict,
                $"Another command works on this site: {Owner(owner)} holds {folder.LockFile}.",
                "Wait for it to end, then run this again.",
                error
            );
        }

        // The holder's line is in a file of its own: the locked one can't be read by others on every system.
        File.WriteAllText(owner, $"{command} (process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)})");
        return new SiteLock(file, owner);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        File.Delete(_owner);
        _file.Dispose();
    }

    private static string Owner(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "it";
        }
    }
}
