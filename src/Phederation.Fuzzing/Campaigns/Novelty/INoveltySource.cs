namespace Phederation.Fuzzing.Campaigns.Novelty;

/// <summary>
/// Sees what a target does beside its answers: n-grams of its syscalls, parts of its code. A campaign runs what brought something new once again, and
/// rewards only what comes again: what the machine does by itself at any time doesn't.
/// </summary>
public interface INoveltySource
{
    /// <summary>What was seen since it was last asked, each thing by a name that is the same whenever it is seen. Asked after each scenario.</summary>
    ValueTask<IReadOnlyCollection<string>> TakeAsync(CancellationToken cancellationToken);
}
