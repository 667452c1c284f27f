using Phederation.Processes;
using Phederation.Testing;
using Phederation.Trust.Services;

namespace Phederation.Trust.Tests.Services;

/// <summary>The real services in folders of their own, started once for the tests that share them.</summary>
public sealed class LoopbackServices : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private readonly TempFolder _state = new();
    private readonly string _database = Path.Combine(Path.GetTempPath(), $"phederation-test-{Guid.NewGuid():N}");
    private TrustServices? _services;

    public string StateFolder => _state.Path;

    /// <summary>Where the database is, in whichever of the two places.</summary>
    public string DatabaseFolder => Environment.IsPrivilegedProcess ? _database : Path.Combine(_state.Path, "services", "database");

    public TrustServicesOptions Options =>
        new() { StateFolder = _state.Path, DatabaseFolder = Environment.IsPrivilegedProcess ? _database : null };

    /// <summary>The running services; the test is skipped where their programs are not installed.</summary>
    public async Task<TrustServices> StartAsync(CancellationToken cancellationToken)
    {
        foreach (
            var program in (string[])["docker-registry", "notary-server", "notary-signer", "setpriv", "/usr/lib/postgresql/15/bin/initdb"]
        )
        {
            Requires.Program(program);
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            return _services ??= await TrustServices.StartAsync(Options, new ProcessRunner(), TimeProvider.System, cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    public async Task StopAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            _services = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _state.Dispose();
        if (Directory.Exists(_database))
        {
            Directory.Delete(_database, recursive: true);
        }

        _once.Dispose();
    }
}
