using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>The kernel's control groups, which the engine needs. systemd mounts them; where it doesn't run, nobody may have.</summary>
internal static class ControlGroups
{
    /// <summary>Mounts the unified hierarchy when no hierarchy is mounted at all.</summary>
    public static async Task EnsureMountedAsync(IProcessRunner processes, Action<string> log, CancellationToken cancellationToken)
    {
        if (IsMounted(await File.ReadAllLinesAsync("/proc/self/mounts", cancellationToken)))
        {
            return;
        }

        log("Mounting the control groups (mount -t cgroup2 cgroup2 /sys/fs/cgroup).");
        var request = new ProcessRequest { Program = "mount", Arguments = ["-t", "cgroup2", "cgroup2", "/sys/fs/cgroup"] };
        (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request);
    }

    /// <summary>Whether the lines of /proc/self/mounts have a control group hierarchy.</summary>
    internal static bool IsMounted(IEnumerable<string> mounts) =>
        mounts.Select(line => line.Split(' ')).Any(fields => fields.Length > 2 && fields[2] is "cgroup" or "cgroup2");
}
