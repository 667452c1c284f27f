namespace Phederation.Seccomp.Recording;

/// <summary>
/// By what a recorder, the engine and the runtime <c>phederation-notify</c> find each other. The runtime is a program of its own, which compiles this
/// file too.
/// </summary>
internal static class ScopeNames
{
    /// <summary>How the name of a recorder's cgroup begins.</summary>
    public const string Prefix = "phederation-trace-";

    /// <summary>The same for systemd: a dash in a slice's name would mean a slice within a slice.</summary>
    public const string SlicePrefix = "phederationtrace";

    /// <summary>Where the sockets are that take listeners over: nobody but root may hand one to them.</summary>
    public const string SocketFolder = "/run/phederation/seccomp";

    /// <summary>The socket of the recorder of a cgroup.</summary>
    public static string SocketOf(string cgroup) => Path.Combine(SocketFolder, cgroup + ".sock");
}
