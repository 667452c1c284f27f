using Phederation.Testing.Services;

namespace Phederation.Services.Hosting.Tests;

/// <summary>The sample without a database, for tests that change nothing in it.</summary>
public sealed class SampleFixture : IAsyncLifetime
{
    public ServiceProcess Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Service = await ServiceProcess.StartAsync("sample-service", new Dictionary<string, string?>(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }
    }
}
