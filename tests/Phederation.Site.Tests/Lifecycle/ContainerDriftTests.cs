using Phederation.Containers.Engine.Models;
using Phederation.Containers.Oci;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Lifecycle;

/// <summary>Each thing that can be changed about a container is seen, starting from one that the engine really made.</summary>
public sealed class ContainerDriftTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<HostConfig, HostConfig>> HostChanges =>
        new()
        {
            { "memory limit", host => host with { Memory = 1 << 30 } },
            { "memory and swap limit", host => host with { MemorySwap = -1 } },
            { "cpu limit", host => host with { NanoCpus = 0 } },
            { "cpu shares", host => host with { CpuShares = 1024 } },
            { "pids limit", host => host with { PidsLimit = null } },
            { "shared memory", host => host with { ShmSize = 64 << 20 } },
            { "ulimits", host => host with { Ulimits = [] } },
            { "out-of-memory killer", host => host with { OomKillDisable = true } },
            { "control group parent", host => host with { CgroupParent = "/other" } },
            { "privileged", host => host with { Privileged = true } },
            { "read-only root", host => host with { ReadonlyRootfs = false } },
            { "added capabilities", host => host with { CapAdd = ["SYS_ADMIN"] } },
            { "dropped capabilities", host => host with { CapDrop = [] } },
            { "security options", host => host with { SecurityOpt = host.SecurityOpt!.Where(o => o != "no-new-privileges").ToArray() } },
            { "security options", host => host with { SecurityOpt = [.. host.SecurityOpt!, "apparmor=unconfined"] } },
            { "seccomp profile is none", host => host with { SecurityOpt = ["no-new-privileges"] } },
            { "seccomp profile", host => host with { SecurityOpt = ["no-new-privileges", "seccomp=unconfined"] } },
            { "seccomp profile is none", host => host with { SecurityOpt = [.. host.SecurityOpt!, "seccomp=unconfined"] } },
            { "seccomp profile", host => host with { SecurityOpt = [.. host.SecurityOpt!.Select(o => o + (o[0] == 's' ? " " : ""))] } },
            { "further groups", host => host with { GroupAdd = ["0"] } },
            { "kernel settings", host => host with { Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" } } },
            { "shared process namespace", host => host with { PidMode = "host" } },
            { "shared ipc namespace", host => host with { IpcMode = "container:x" } },
            { "shared host name namespace", host => host with { UTSMode = "host" } },
            { "shared user namespace", host => host with { UsernsMode = "host" } },
            { "hidden kernel files", host => host with { MaskedPaths = [] } },
            { "ports", host => host with { PortBindings = null } },
            { "ports", host => host with { PortBindings = Everywhere(host) } },
            { "restart policy", host => host with { RestartPolicy = new RestartPolicy { Name = "always" } } },
            { "log driver", host => host with { LogConfig = new LogConfig { Type = "none" } } },
            { "log options", host => host with { LogConfig = new LogConfig { Type = "json-file" } } },
            { "mounts", host => host with { Binds = ["/:/host"] } },
            { "mounts", host => host with { Mounts = [] } },
            { "tmpfs", host => host with { Tmpfs = new Dictionary<string, string> { ["/tmp"] = "size=1g" } } },
        };

    public static TheoryData<string, Func<ContainerDetails, ContainerDetails>> Changes =>
        new()
        {
            { "image", container => container with { Image = Digest.Sha256("other"u8).ToString() } },
            { "user", container => container with { Config = container.Config with { User = "0:0" } } },
            { "environment lacks MODE=test", container => container with { Config = container.Config with { Env = ["MODE=other"] } } },
            { "label phederation.specification", container => WithLabel(container, SiteNames.SpecificationLabel) },
            { "label phederation.profile", container => WithLabel(container, SiteNames.ProfileLabel) },
            { "label phederation.release", container => WithLabel(container, SiteNames.ReleaseLabel) },
            { "networks", container => container with { NetworkSettings = new NetworkSettings() } },
            { "volumes in place", container => container with { Mounts = [] } },
            {
                "volumes in place",
                container =>
                    container with
                    {
                        Mounts =
                        [
                            .. container.Mounts,
                            new MountPoint
                            {
                                Type = "volume",
                                Name = "x",
                                Destination = "/x",
                            },
                        ],
                    }
            },
        };

    [Fact(Timeout = 120_000)]
    public async Task What_the_engine_made_has_no_drift_and_every_change_of_it_has()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);
        var specification = await SpecificationAsync(site, stack, container.Image);
        Assert.Empty(ContainerDrift.Find(specification, container));
        Assert.True(ContainerDrift.HasProfile(specification, container));

        foreach (var (expected, change) in HostChanges.Select(row => row.Data))
        {
            AssertSeen(expected, ContainerDrift.Find(specification, container with { HostConfig = change(container.HostConfig) }));
        }

        foreach (var (expected, change) in Changes.Select(row => row.Data))
        {
            AssertSeen(expected, ContainerDrift.Find(specification, change(container)));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_release_of_the_same_image_is_drift_in_what_it_changed()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);
        var changed = new SiteStack(
            "1.0.1",
            "local",
            [stack.Services[0] with { Runtime = site.Contract with { PidsLimit = 41 } }],
            stack.SeenVersions
        );
        var drift = ContainerDrift.Find(await SpecificationAsync(site, changed, container.Image), container);
        AssertSeen("pids limit is 40, not 41", drift);
        AssertSeen("label phederation.release is 1.0.0, not 1.0.1", drift);
        AssertSeen("label phederation.specification", drift);
        Assert.Equal(3, drift.Count);
    }

    private static async Task<ServiceSpecification> SpecificationAsync(SmallSite site, SiteStack stack, string image)
    {
        var state = await new SiteStateStore(site.State).LoadAsync(Token);
        return new ServiceSpecification(stack.Services[0], stack, new SiteObjects(site.Scope.Engine, state!), image);
    }

    private static void AssertSeen(string expected, IReadOnlyList<string> drift) =>
        Assert.Contains(drift, line => line.StartsWith(expected, StringComparison.Ordinal));

    private static Dictionary<string, IReadOnlyList<PortBinding>?> Everywhere(HostConfig host) =>
        host.PortBindings!.ToDictionary(
            pair => pair.Key,
            IReadOnlyList<PortBinding>? (pair) => [.. pair.Value!.Select(binding => binding with { HostIp = "0.0.0.0" })]
        );

    private static ContainerDetails WithLabel(ContainerDetails container, string label) =>
        container with
        {
            Config = container.Config with { Labels = new Dictionary<string, string>(container.Config.Labels) { [label] = "other" } },
        };
}
