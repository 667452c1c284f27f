using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Journals;

/// <summary>A scenario that was run. Bodies of answers are kept up to a limit only; then <see cref="Exchanges.FuzzAnswer.IsCut"/> says so.</summary>
public sealed record JournalRun
{
    /// <summary>The scenario and what came of it.</summary>
    public required ScenarioRun Run { get; init; }

    /// <summary>What the oracles found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>When it ended, in the campaign's own time: pauses between its parts are not in it.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Where the scenario came from.</summary>
    public ScenarioOrigin Origin { get; init; }

    /// <summary>The operation that the scheduler had it made for; null when it wasn't the scheduler's choice.</summary>
    public string? ComposedFor { get; init; }

    /// <summary>How many bytes went to the target and came from it.</summary>
    public long Bytes { get; init; }

    /// <summary>What was seen of the target from elsewhere (n-grams of syscalls) and came again when it was tried again.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>How many requests it sent.</summary>
    public int Requests => Run.Results.Count(result => result.Answer is not null);
}
