using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Targets;

/// <summary>Somebody who can make things happen to a target. Events of sockets need nobody and are never asked for here.</summary>
public interface ITargetControl : IAsyncDisposable
{
    /// <summary>What it can make happen.</summary>
    IReadOnlySet<TargetEvent> Events { get; }

    /// <summary>Makes something happen; waits until it has happened, not until the target serves again.</summary>
    /// <param name="happening">One of <see cref="Events"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>When the target ended by it, its exit code (128 + signal where a signal ended it); else null.</returns>
    Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken);

    /// <summary>Gives back what <see cref="TargetEvent.DependencyAway"/> and <see cref="TargetEvent.DiskFull"/> took; nothing when they took nothing.</summary>
    Task RestoreAsync(CancellationToken cancellationToken);

    /// <summary>Starts the target again if it has ended by itself; nothing when it runs.</summary>
    Task ReviveAsync(CancellationToken cancellationToken);
}
