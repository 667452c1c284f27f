using Phederation.Containers.Engine;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Engine;

public sealed class SystemOperationsTests : IDisposable
{
    private readonly EngineClient _engine = EngineClient.Connect(EngineEndpoint.Default);

    [Fact(Timeout = 30_000)]
    public async Task Version_of_the_real_engine_names_its_parts()
    {
        Requires.Engine();
        var token = TestContext.Current.CancellationToken;
        await _engine.System.PingAsync(token);
        var version = await _engine.System.VersionAsync(token);
        Assert.Contains(version.Components, component => component.Name == "runc");
        Assert.Equal("linux", version.Os);
        Assert.Equal(version.ApiVersion, await _engine.System.ApiVersionAsync(token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Info_of_the_real_engine_tells_the_machine()
    {
        Requires.Engine();
        var info = await _engine.System.InfoAsync(TestContext.Current.CancellationToken);
        Assert.True(info.NCPU > 0 && info.MemTotal > 0);
        Assert.Contains(info.SecurityOptions, option => option.StartsWith("name=seccomp", StringComparison.Ordinal));
        Assert.Contains(info.CgroupDriver, new[] { "cgroupfs", "systemd" });
    }

    [Fact(Timeout = 30_000)]
    public async Task Calls_from_many_threads_all_succeed()
    {
        Requires.Engine();
        var token = TestContext.Current.CancellationToken;
        var versions = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _engine.System.VersionAsync(token), token)));
        Assert.Single(versions.Select(version => version.Version).Distinct());
    }

    public void Dispose() => _engine.Dispose();
}
