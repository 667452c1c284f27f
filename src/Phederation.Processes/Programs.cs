namespace Phederation.Processes;

/// <summary>Finds programs, and says how to get those that are missing.</summary>
public static class Programs
{
    // Users' search paths lack these on Debian, where servers and administration tools are.
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"];

    // Which Debian package brings a program.
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["dockerd"] = "docker.io",
        ["docker"] = "docker.io",
        ["containerd"] = "containerd",
        ["runc"] = "runc",
        ["docker-registry"] = "docker-registry",
        ["notary"] = "notary",
        ["notary-server"] = "notary",
        ["notary-signer"] = "notary",
        ["apt-get"] = "apt",
        ["apt-cache"] = "apt",
        ["apt-helper"] = "apt",
        ["dpkg"] = "dpkg",
        ["dpkg-deb"] = "dpkg",
        ["dpkg-query"] = "dpkg",
        ["git"] = "git",
        ["gpgv"] = "gpgv",
        ["initdb"] = "postgresql-15",
        ["iptables"] = "iptables",
        ["openssl"] = "openssl",
        ["pg_ctl"] = "postgresql-15",
        ["pg_dump"] = "postgresql-client-15",
        ["postgres"] = "postgresql-15",
        ["psql"] = "postgresql-client-15",
        ["runuser"] = "util-linux",
        ["setpriv"] = "util-linux",
        ["strace"] = "strace",
        ["tar"] = "tar",
    };

    /// <summary>The absolute path of a program, or null where it is not installed.</summary>
    /// <param name="program">A name, looked up in the search path and then in the system's folders; or a path.</param>
    public static string? Find(string program) => Find(program, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>How to get a program, as an order to the reader.</summary>
    public static string Advice(string program) =>
        Packages.TryGetValue(Path.GetFileName(program), out var package) && OperatingSystem.IsLinux()
            ? $"install it: apt-get install {package}"
            : "install it or put its folder into PATH";

    internal static string? Find(string program, string? searchPath)
    {
        if (
            program.Contains('/', StringComparison.Ordinal)
            || (OperatingSystem.IsWindows() && program.Contains('\\', StringComparison.Ordinal))
        )
        {
            // A path is taken as it is: that it can't be executed is for the start to say.
            var path = Path.GetFullPath(program);
            return File.Exists(path) ? path : null;
        }

        var folders = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var all = OperatingSystem.IsWindows() ? folders : folders.Concat(SystemFolders);
        return program.Length == 0 ? null : FirstFile(all.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, program)));
    }

    private static string? FirstFile(IEnumerable<string> candidates) =>
        candidates
            .SelectMany(candidate => OperatingSystem.IsWindows() ? [candidate, candidate + ".exe"] : new[] { candidate })
            .FirstOrDefault(candidate => File.Exists(candidate) && IsExecutable(candidate));

    internal static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute))
            != UnixFileMode.None;
}
