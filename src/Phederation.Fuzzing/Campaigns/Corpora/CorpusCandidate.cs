namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>A run that brought something new.</summary>
/// <param name="Number">The scenario's number.</param>
/// <param name="Features">All that the run showed, new or not.</param>
internal sealed record CorpusCandidate(long Number, IReadOnlyList<string> Features);
