namespace Phederation.Workloads.Running;

/// <summary>What may end a step before it has ended by itself, besides its own limit and the caller.</summary>
/// <param name="TotalLimit">How long the whole run may take.</param>
/// <param name="Total">That time is over.</param>
/// <param name="GiveUp">Somebody knows that waiting is in vain.</param>
internal sealed record RunEnds(TimeSpan TotalLimit, CancellationToken Total, CancellationToken GiveUp)
{
    /// <summary>Why a step of this limit was ended.</summary>
    public string Describe(TimeSpan limit) =>
        GiveUp.IsCancellationRequested ? "it was given up after a call had been denied in it"
        : Total.IsCancellationRequested ? $"the workload as a whole took longer than {TotalLimit.TotalSeconds:0} s"
        : $"it took longer than {limit.TotalSeconds:0} s";
}
