using Phederation.Containers.Engine.Models;

namespace Phederation.Site.Lifecycle;

/// <summary>Compares how a container is held on its machine.</summary>
internal static class HostDrift
{
    private const string SeccompOption = "seccomp=";

    /// <summary>Adds every difference of limits, rights, ports and namespaces.</summary>
    public static void Find(HostConfig expected, HostConfig actual, Differences differences)
    {
        Limits(expected, actual, differences);
        Rights(expected, actual, differences);
        differences.CompareSets("ports", Ports(expected), Ports(actual));
        differences.Compare("restart policy", Restart(expected), Restart(actual));
        differences.Compare("log driver", expected.LogConfig?.Type ?? "", expected.LogConfig is null ? "" : actual.LogConfig?.Type ?? "");
        differences.CompareContained("log options", Pairs(expected.LogConfig?.Config), Pairs(actual.LogConfig?.Config));
    }

    private static void Limits(HostConfig expected, HostConfig actual, Differences differences)
    {
        differences.Compare("memory limit", expected.Memory, actual.Memory);
        differences.Compare("memory and swap limit", expected.MemorySwap, actual.MemorySwap);
        differences.Compare("cpu limit", expected.NanoCpus, actual.NanoCpus);
        differences.Compare("cpu shares", expected.CpuShares, actual.CpuShares);
        differences.Compare("pids limit", expected.PidsLimit ?? 0, actual.PidsLimit ?? 0);
        if (expected.ShmSize > 0)
        {
            differences.Compare("shared memory", expected.ShmSize, actual.ShmSize);
        }

        // The engine adds its own default ulimits to those asked for.
        differences.CompareContained("ulimits", Ulimits(expected), Ulimits(actual));
        differences.Compare("out-of-memory killer disabled", false, actual.OomKillDisable ?? false);
        differences.Compare("control group parent", expected.CgroupParent ?? "", actual.CgroupParent ?? "");
    }

    private static void Rights(HostConfig expected, HostConfig actual, Differences differences)
    {
        differences.Compare("privileged", false, actual.Privileged);
        differences.Compare("read-only root", expected.ReadonlyRootfs, actual.ReadonlyRootfs);
        differences.CompareSets("added capabilities", expected.CapAdd, actual.CapAdd);
        differences.CompareSets("dropped capabilities", expected.CapDrop, actual.CapDrop);
        differences.CompareSets("security options", Options(expected), Options(actual));
        differences.CompareSets("further groups", expected.GroupAdd, actual.GroupAdd);
        differences.CompareSets("kernel settings", Pairs(expected.Sysctls), Pairs(actual.Sysctls));
        foreach (
            var (name, mode) in new[]
            {
                ("process", actual.PidMode),
                ("host name", actual.UTSMode),
                ("user", actual.UsernsMode),
                ("ipc", actual.IpcMode),
            }
        )
        {
            var isShared = mode is "host" || mode?.StartsWith("container:", StringComparison.Ordinal) == true;
            differences.Compare($"shared {name} namespace", "none", isShared ? mode : "none");
        }

        // An absent list means the engine's own, and an empty one that nothing is hidden.
        if (expected.MaskedPaths is null)
        {
            differences.Compare("hidden kernel files", true, actual.MaskedPaths is null or { Count: > 0 });
        }
    }

    private static IEnumerable<string> Options(HostConfig host) =>
        (host.SecurityOpt ?? []).Where(option => !option.StartsWith(SeccompOption, StringComparison.Ordinal));

    private static IEnumerable<string> Ports(HostConfig host) =>
        (host.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>?>()).SelectMany(pair =>
            (pair.Value ?? []).Select(binding => $"{binding.HostIp}:{binding.HostPort}→{pair.Key}")
        );

    private static IEnumerable<string> Ulimits(HostConfig host) =>
        (host.Ulimits ?? []).Select(limit => $"{limit.Name}={limit.Soft}:{limit.Hard}");

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string>? values) =>
        (values ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}");

    private static string Restart(HostConfig host) =>
        host.RestartPolicy is { } policy ? $"{policy.Name}:{policy.MaximumRetryCount}" : "no:0";
}
