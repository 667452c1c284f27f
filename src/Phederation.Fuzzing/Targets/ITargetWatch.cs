namespace Phederation.Fuzzing.Targets;

/// <summary>Somebody who sees what becomes of a target beside its answers.</summary>
public interface ITargetWatch
{
    /// <summary>How the target is. Asked after each scenario: it must be quick, and may answer with what it knew a moment ago.</summary>
    ValueTask<TargetVitals> LookAsync(CancellationToken cancellationToken);
}
