namespace Phederation.Site.State;

/// <summary>
/// The folder that holds what one site must not lose: its identity, the versions it has seen, its secrets. It is the owner's
/// alone (mode 0700).
/// </summary>
public sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names the folder; nothing is read or made yet.</summary>
    /// <param name="path">Any path; made absolute.</param>
    public StateFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>The site's versioned state.</summary>
    public string StateFile => System.IO.Path.Combine(Path, "site.json");

    /// <summary>The highest versions of trust metadata that came up here: an older release is refused.</summary>
    public string TrustVersionsFile => System.IO.Path.Combine(Path, "trust-versions.json");

    /// <summary>The lock that one command at a time holds.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "lock");

    /// <summary>The folder of the generated and given secrets, one file each.</summary>
    public string SecretsFolder => System.IO.Path.Combine(Path, "secrets");

    /// <summary>
    /// Where the state is kept when nobody says otherwise: <c>/var/lib/phederation/site</c> for root (a service's state, whoever's home
    /// is set), else <c>$XDG_STATE_HOME/phederation</c>, else <c>~/.local/state/phederation</c>; on Windows
    /// <c>%LOCALAPPDATA%\phederation</c>.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="isPrivileged">Whether the process runs as root; without meaning on Windows.</param>
    /// <exception cref="SiteException">No folder can be derived: there is no home.</exception>
    public static StateFolder Default(Func<string, string?> environment, bool isPrivileged)
    {
        if (OperatingSystem.IsWindows())
        {
            return new StateFolder(System.IO.Path.Combine(Home(environment, "LOCALAPPDATA"), "phederation"));
        }

        if (isPrivileged)
        {
            return new StateFolder("/var/lib/phederation/site");
        }

        // The XDG base directory specification: a relative path is to be ignored.
        return environment("XDG_STATE_HOME") is { Length: > 0 } state && System.IO.Path.IsPathRooted(state)
            ? new StateFolder(System.IO.Path.Combine(state, "phederation"))
            : new StateFolder(System.IO.Path.Combine(Home(environment, "HOME"), ".local", "state", "phederation"));
    }

    /// <summary>Makes the folder when it is absent, the owner's alone. The mode of one that is there is never changed.</summary>
    /// <exception cref="SiteException">It can't be made, is no folder, or others may write it.</exception>
    public void Create() => CreateOwnerOnly(Path);

    /// <summary>Makes the folder of secrets when it is absent, the owner's alone.</summary>
    /// <exception cref="SiteException">It can't be made or is no folder.</exception>
    public void CreateSecretsFolder()
    {
        // The mode counts for the last folder of a path only.
        Create();
        CreateOwnerOnly(SecretsFolder);
    }

    private static void CreateOwnerOnly(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // %LOCALAPPDATA% is the user's alone, and what is made in it inherits that.
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
                if ((File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None)
                {
                    throw new SiteException(
                        ExitCode.Denied,
                        $"Others may write the folder {path}: what a site keeps there could be anybody's.",
                        $"Name a folder of its own with --state DIR, or run: chmod go-w {path}"
                    );
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException(
                ExitCodes.For(error, ExitCode.Denied),
                $"The state folder {path} can't be made: {error.Message}",
                "Name a folder that you may write with --state DIR.",
                error
            );
        }
    }

    private static string Home(Func<string, string?> environment, string variable) =>
        environment(variable) is { Length: > 0 } home
            ? home
            : throw new SiteException(
                ExitCode.Missing,
                $"No state folder can be derived: the environment variable {variable} is not set.",
                "Name a folder with --state DIR."
            );
}
