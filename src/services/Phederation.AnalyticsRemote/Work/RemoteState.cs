using Phederation.Services.Hosting.Health;

namespace Phederation.AnalyticsRemote.Work;

/// <summary>Whether the last round went well.</summary>
internal sealed class RemoteState : IReadinessCheck
{
    private volatile string? _fault = "The central service was not asked yet.";

    /// <inheritdoc />
    public string Name => "central";

    /// <inheritdoc />
    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(_fault);

    /// <summary>Sets what is wrong; null: nothing.</summary>
    public void Set(string? fault) => _fault = fault;
}
