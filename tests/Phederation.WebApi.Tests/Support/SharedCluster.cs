using Phederation.WebApi.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace Phederation.WebApi.Tests.Support;

/// <summary>The server that all tests share.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private SiteCluster? _cluster;

    /// <summary>The server.</summary>
    public SiteCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _cluster = await SiteCluster.StartAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
