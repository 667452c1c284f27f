using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Seccomp.Recording;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.State;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Trust;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>A site of one small service on the real engine, under names and a port of its own; removed with all it made.</summary>
internal sealed class SmallSite : IAsyncDisposable
{
    private SmallSite(EngineScope scope)
    {
        Scope = scope;
        Service = "svc-" + scope.Id[^12..];
        Images = new SmallImages(scope, Temp);
        State = new StateFolder(Temp["state"]);
    }

    public EngineScope Scope { get; }

    public TempFolder Temp { get; } = new();

    public StateFolder State { get; }

    public SmallImages Images { get; }

    public string Service { get; }

    public string Volume => Service + "-data";

    public int Port { get; } = FreePort.Next();

    public Events Events { get; private set; } = new();

    public RuntimeContract Contract =>
        new()
        {
            User = "999:999",
            MemoryBytes = 64 << 20,
            Cpus = 0.5,
            CpuShares = 512,
            PidsLimit = 40,
            ShmBytes = 8 << 20,
            Tmpfs = [new TmpfsMount("/tmp", "size=8m,mode=1777")],
            Volumes = [new VolumeMount(Volume, "/data")],
            Secrets = [new SecretFile("token", Generate: true)],
            Ports = [new PublishedPort(Port, 8080)],
            Environment = new Dictionary<string, string> { ["MODE"] = "test" },
            Ulimits = [new Ulimit("nofile", 512, 1024)],
            StopSignal = "SIGTERM",
            StopSeconds = 5,
            RestartPolicy = "on-failure:5",
        };

    public static async Task<SmallSite> OpenAsync(CancellationToken cancellationToken) =>
        new(await EngineScope.OpenAsync(cancellationToken));

    /// <summary>A site on an engine of the test's own.</summary>
    public static async Task<SmallSite> OpenAsync(EngineEndpoint engine, CancellationToken cancellationToken) =>
        new(await EngineScope.OpenAsync(engine, cancellationToken));

    /// <summary>A stack of the one service, as a verification would give it.</summary>
    public async Task<SiteStack> StackAsync(
        string script = SmallImages.Server,
        string version = "1.0.0",
        RuntimeContract? contract = null,
        string profile = LearningProfile.Json
    )
    {
        var folder = Temp[$"layout-{version}"];
        var (manifest, config, _) = await Images.WriteAsync(folder, script, version);
        return new SiteStack(
            version,
            "local",
            [
                new SiteService
                {
                    Name = Service,
                    Reference = $"phederation-test/{Service}:{version}",
                    ManifestDigest = manifest,
                    ConfigDigest = config,
                    LayoutFolder = folder,
                    Runtime = contract ?? Contract,
                    ProfileJson = profile,
                    ProfileDigest = Digest.Sha256(Encoding.UTF8.GetBytes(profile)),
                },
            ],
            TrustVersions.Empty
        );
    }

    public Task<UpResult> UpAsync(SiteStack stack, CancellationToken cancellationToken, double seconds = 20)
    {
        Events = new Events();
        return new SiteUp(Scope.Engine, State, TimeProvider.System, Events).RunAsync(
            stack,
            new UpOptions { SiteName = Scope.Id, HealthTimeout = TimeSpan.FromSeconds(seconds) },
            cancellationToken
        );
    }

    public async Task<SiteStatus> StatusAsync(SiteStack stack, CancellationToken cancellationToken) =>
        await new SiteStatusReader(Scope.Engine, TimeProvider.System).ReadAsync(
            new SiteVerification("", [stack], [], []),
            await new SiteStateStore(State).LoadAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>The service's container, which must be there.</summary>
    public async Task<ContainerDetails> ContainerAsync(CancellationToken cancellationToken, string suffix = "")
    {
        var container = await Scope.Engine.Containers.InspectAsync(Service + suffix, cancellationToken);
        Assert.NotNull(container);
        return container;
    }

    public async ValueTask DisposeAsync()
    {
        // The containers inherit the image's label, which the scope removes by; volumes and networks carry the site's.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        if (await new SiteStateStore(State).LoadAsync(limit.Token) is { } state)
        {
            await new SiteDown(Scope.Engine, new Events()).RunAsync(
                state,
                new DownOptions { IsDeletingVolumes = true, IsConfirmed = true },
                limit.Token
            );
        }

        await Scope.DisposeAsync();
        Temp.Dispose();
    }
}
