namespace Phederation.Seccomp.Recording;

/// <summary>
/// By what a recorder or supervisor, the engine and the runtime <c>phederation-notify</c> find each other. The runtime is a program of its own, which compiles this
/// file too.
/// </summary>
internal static class ScopeNames
{
    /// <summary>How the name of a recorder's cgroup begins.</summary>
    public const string Prefix = "phederation-trace-";

    /// <summary>The same for systemd: a dash in a slice's name would mean a slice within a slice.</summary>
    public const string SlicePrefix = "phederationtrace";

    /// <summary>How the name of the cgroup begins whose containers are supervised.</summary>
    public const string SupervisedPrefix = "phederation-supervised-";

    /// <summary>The same for systemd.</summary>
    public const string SupervisedSlicePrefix = "phederationsupervised";

    /// <summary>Where the sockets are that take listeners over: nobody but root may hand one to them.</summary>
    public const string SocketFolder = "/run/phederation/seccomp";

    /// <summary>Whether a name of a cgroup says that listeners of its containers are waited for.</summary>
    public static bool HasListener(string cgroup) =>
        new[] { Prefix, SlicePrefix, SupervisedPrefix, SupervisedSlicePrefix }.Any(prefix =>
            cgroup.StartsWith(prefix, StringComparison.Ordinal)
        );

    /// <summary>The socket of the recorder, or the supervisor, of a cgroup.</summary>
    public static string SocketOf(string cgroup) => Path.Combine(SocketFolder, cgroup + ".sock");
}
