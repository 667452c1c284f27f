namespace Phederation.Workloads.Transcripts;

/// <summary>What one step answered.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Phase">Its phase, as it is spelt in <c>workload.toml</c>.</param>
/// <param name="Kind">Its kind, spelt likewise.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Answer">The answer's normalised lines.</param>
public sealed record TranscriptStep(string Id, string Phase, string Kind, StepOutcome Outcome, IReadOnlyList<string> Answer);
