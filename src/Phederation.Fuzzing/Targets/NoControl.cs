using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Targets;

/// <summary>Nobody controls the target, and nobody watches it: it is an address and nothing more.</summary>
public sealed class NoControl : ITargetControl, ITargetWatch
{
    private static readonly TargetVitals Unknown = new(0, 0, null);

    private NoControl() { }

    /// <summary>The only one.</summary>
    public static NoControl Instance { get; } = new();

    /// <inheritdoc />
    public IReadOnlySet<TargetEvent> Events { get; } = new HashSet<TargetEvent>();

    /// <inheritdoc />
    public Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken) => Task.FromResult<int?>(null);

    /// <inheritdoc />
    public Task RestoreAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task ReviveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask<TargetVitals> LookAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Unknown);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
