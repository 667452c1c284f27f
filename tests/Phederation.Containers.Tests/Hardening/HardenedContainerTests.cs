using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Hardening;

public sealed class HardenedContainerTests
{
    // Allows all but mkdir and mkdirat, which fail with EOPNOTSUPP (95): an errno that nothing else gives.
    private const string NoMkdir = """
        {"defaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_X86_64"],
         "syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":95}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Process_in_the_container_is_held_to_the_contract()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await scope.Engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = scope.Id + "-data", Labels = scope.Labels }, Token);
        await SecretVolume.SeedAsync(
            scope.Engine,
            scope.ImageId,
            scope.Id + "-secrets",
            999,
            998,
            new Dictionary<string, byte[]> { ["password"] = "s3cret"u8.ToArray() },
            scope.Labels,
            Token
        );
        var id = await scope.Engine.Containers.CreateAsync(HardenedContainer.Request(Contract(), Options(scope)), Token);
        await scope.Engine.Containers.StartAsync(id, Token);

        async Task<string> Run(string script)
        {
            var result = await scope.Engine.Containers.ExecAsync(id, new ExecRequest(["/bin/sh", "-c", script]), Token);
            return (result.Output + result.Error).TrimEnd();
        }

        var status = await Run("cat /proc/1/status");
        foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
        {
            Assert.Contains($"{set}:\t0000000000000000", status, StringComparison.Ordinal);
        }

        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.Contains("Uid:\t999\t999\t999\t999", status, StringComparison.Ordinal);
        Assert.Contains("Gid:\t998\t998\t998\t998", status, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", await Run("echo x > /file"), StringComparison.Ordinal);
        Assert.Contains("Read-only file system", await Run("echo x > /run/secrets/file"), StringComparison.Ordinal);
        Assert.Contains("Operation not supported", await Run("mkdir /work/folder"), StringComparison.Ordinal);
        Assert.Equal("s3cret", await Run("cat /run/secrets/password"));
        Assert.Equal("", await Run("echo x > /work/file"));
        Assert.Contains(
            "Permission denied",
            await Run("cat /bin/true > /work/true; /bin/sh -c 'exec /work/true'"),
            StringComparison.Ordinal
        );
        Assert.Equal("hello", await Run("echo $GREETING"));
        var mounts = await Run("cat /proc/mounts");
        Assert.Contains(mounts.Split('\n'), line => line.StartsWith("tmpfs /work tmpfs rw,nosuid,nodev,noexec", StringComparison.Ordinal));
        Assert.Contains(
            mounts.Split('\n'),
            line => line.StartsWith("shm /dev/shm", StringComparison.Ordinal) && line.Contains("size=8192k", StringComparison.Ordinal)
        );
        Assert.Contains("Max open files            512                  1024", await Run("cat /proc/1/limits"), StringComparison.Ordinal);
        Assert.Equal("lo", await Run("ls /sys/class/net"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Engine_holds_the_limits_of_the_contract()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var options = Options(scope) with
        {
            SeccompProfileJson = null,
            VolumeNames = new Dictionary<string, string> { ["data"] = scope.Id + "-data" },
        };
        var contract = Contract() with { Secrets = [] };
        await scope.Engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = scope.Id + "-data", Labels = scope.Labels }, Token);
        var id = await scope.Engine.Containers.CreateAsync(
            HardenedContainer.Request(contract, options with { SecretsVolume = null, PublishPorts = true }),
            Token
        );
        await scope.Engine.Containers.StartAsync(id, Token);
        var details = (await scope.Engine.Containers.InspectAsync(id, Token))!;
        var host = details.HostConfig;
        Assert.True(host.ReadonlyRootfs);
        Assert.False(host.Privileged);
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Equal(["no-new-privileges"], host.SecurityOpt);
        Assert.Equal(
            (32L << 20, 32L << 20, 500_000_000L, 512L, 20L),
            (host.Memory, host.MemorySwap, host.NanoCpus, host.CpuShares, host.PidsLimit)
        );
        Assert.Equal("private", host.IpcMode);
        Assert.Equal("json-file", host.LogConfig!.Type);
        Assert.Equal("10m", host.LogConfig.Config!["max-size"]);
        Assert.Equal(("on-failure", 3), (host.RestartPolicy!.Name, host.RestartPolicy.MaximumRetryCount));
        Assert.False(host.Init);
        Assert.Equal("SIGINT", details.Config.StopSignal);
        Assert.Equal(7, details.Config.StopTimeout);
        var binding = Assert.Single(details.NetworkSettings.Ports["5432/tcp"]!);
        Assert.Equal("127.0.0.1", binding.HostIp);
        Assert.Equal(scope.Id + "-data", Assert.Single(details.Mounts, mount => mount.Type == "volume").Name);
        Assert.Equal(scope.ImageId, details.Image);
    }

    [Fact(Timeout = 120_000)]
    public async Task Container_with_an_alias_is_found_in_its_network()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await scope.Engine.Networks.CreateAsync(new CreateNetworkRequest { Name = scope.Id, Labels = scope.Labels }, Token);
        var contract = Contract() with { Secrets = [], Volumes = [] };
        var options = Options(scope) with { SecretsVolume = null, NetworkName = scope.Id, NetworkAliases = ["database"] };
        var id = await scope.Engine.Containers.CreateAsync(HardenedContainer.Request(contract, options), Token);
        await scope.Engine.Containers.StartAsync(id, Token);
        var details = (await scope.Engine.Containers.InspectAsync(id, Token))!;
        Assert.Contains("database", details.NetworkSettings.Networks[scope.Id].Aliases!);
        Assert.Empty(details.NetworkSettings.Ports);
    }

    [Fact]
    public void Contract_without_what_it_needs_is_refused()
    {
        var options = new HardenedContainerOptions { Name = "x", ImageId = "sha256:0" };
        Assert.Contains("volume with secrets", Refusal(Contract(), options), StringComparison.Ordinal);
        Assert.Contains("needs the volume 'data'", Refusal(Contract() with { Secrets = [] }, options), StringComparison.Ordinal);
        Assert.Contains("must not be root", Refusal(Contract() with { User = "0:0" }, options), StringComparison.Ordinal);

        static string Refusal(RuntimeContract contract, HardenedContainerOptions options) =>
            Assert.Throws<ArgumentException>(() => HardenedContainer.Request(contract, options)).Message;
    }

    internal static RuntimeContract Contract() =>
        new()
        {
            User = "999:998",
            MemoryBytes = 32 << 20,
            Cpus = 0.5,
            CpuShares = 512,
            PidsLimit = 20,
            ShmBytes = 8 << 20,
            Tmpfs = [new TmpfsMount("/work", "size=1m,mode=0700,uid=999,gid=998")],
            Volumes = [new VolumeMount("data", "/data")],
            Secrets = [new SecretFile("password", true)],
            Ports = [new PublishedPort(0, 5432)],
            Environment = new Dictionary<string, string> { ["GREETING"] = "hello" },
            Ulimits = [new Ulimit("nofile", 512, 1024)],
            StopSignal = "SIGINT",
            StopSeconds = 7,
            RestartPolicy = "on-failure:3",
        };

    private static HardenedContainerOptions Options(EngineScope scope) =>
        new()
        {
            Name = scope.Id,
            ImageId = scope.ImageId,
            SeccompProfileJson = NoMkdir,
            Labels = scope.Labels,
            VolumeNames = new Dictionary<string, string> { ["data"] = scope.Id + "-data" },
            SecretsVolume = scope.Id + "-secrets",
            Command = ["/bin/sleep", "600"],
        };
}
