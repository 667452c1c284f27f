using Phederation.Images.Tests.Proxy;

[assembly: AssemblyFixture(typeof(SharedProxySite))]

namespace Phederation.Images.Tests.Proxy;

/// <summary>One proxy with all its parts, for the tests that change nothing of it; started by the first one that asks.</summary>
public sealed class SharedProxySite : IAsyncDisposable
{
    private static readonly (string Name, string Path)[] Parts =
    [
        ("webapi", "/WebAPI/"),
        ("user-mgmt", "/user-mgmt/"),
        ("zeppelin", "/zeppelin/"),
        ("fhir-server", "/fhir"),
    ];

    private readonly SemaphoreSlim _turn = new(1);
    private ProxySite? _site;

    internal async Task<ProxySite> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_site is null)
            {
                var site = await ProxySite.RunAsync(ProxyCertificate.Create(), cancellationToken);
                try
                {
                    foreach (var (name, path) in Parts)
                    {
                        await site.AddPartAsync(name, cancellationToken);
                        await site.WaitForPartAsync(path, cancellationToken);
                    }
                }
                catch
                {
                    await site.DisposeAsync();
                    throw;
                }

                _site = site;
            }

            return _site;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        _turn.Dispose();
    }
}
