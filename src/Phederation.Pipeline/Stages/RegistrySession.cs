using Phederation.Pipeline.Services;
using Phederation.Site;
using Phederation.Trust.Services;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// The registry and the trust server of a run: those that the command line names, or those on the loopback, which are started here
/// from images of ours and run as long as this lives.
/// </summary>
internal sealed class RegistrySession : IAsyncDisposable
{
    private readonly TrustServices? _services;

    private RegistrySession(TrustServices? services, string host, Uri notary, string? authority)
    {
        _services = services;
        Host = host;
        Notary = notary;
        Authority = authority;
    }

    /// <summary>The registry as image references name it, <c>host:port</c>.</summary>
    public string Host { get; }

    /// <summary>The registry's address; plain HTTP on the loopback only.</summary>
    public Uri Registry => new(IsLoopback(Host) ? $"http://{Host}" : $"https://{Host}");

    /// <summary>The trust server's address.</summary>
    public Uri Notary { get; }

    /// <summary>The certificate of the authority that vouches for the trust server; null for the system's.</summary>
    public string? Authority { get; }

    /// <summary>Finds or starts both.</summary>
    /// <exception cref="PipelineException">Only one of the two is given.</exception>
    /// <exception cref="Trust.TrustException">A service did not start; the message has the end of its log.</exception>
    public static async Task<RegistrySession> OpenAsync(PipelineOptions options, PipelineTools tools, CancellationToken cancellationToken)
    {
        switch (options.Registry, options.TrustServer)
        {
            case ({ } registry, { } notary):
                return new RegistrySession(null, registry, notary, options.TrustServerCa);
            case (null, null):
                var images = await new TrustServiceBuild(options, tools).BuildAsync(cancellationToken);
                var services = await TrustServices.StartAsync(
                    new TrustServicesOptions { StateFolder = options.State, Images = images },
                    tools.Engine,
                    tools.Time,
                    cancellationToken
                );
                return new RegistrySession(services, services.RegistryHost, services.Notary, services.CaCertificatePath);
            default:
                throw new PipelineException(
                    ExitCode.Usage,
                    "--registry and --trust-server belong together: give both, or none for those on the loopback"
                );
        }
    }

    /// <summary>Sees that the services that were started here still run.</summary>
    public Task EnsureRunningAsync(CancellationToken cancellationToken) =>
        _services?.EnsureRunningAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private static bool IsLoopback(string host) =>
        host.StartsWith("127.", StringComparison.Ordinal) || host.StartsWith("localhost:", StringComparison.Ordinal);
}
