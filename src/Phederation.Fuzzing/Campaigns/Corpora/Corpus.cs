namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>Scenarios that together bring everything that a campaign found new. It can be committed, and begins other campaigns.</summary>
/// <param name="Model">The name of the model that they are of.</param>
/// <param name="Scenarios">The scenarios, ascending by number; what one needs stands before it.</param>
public sealed record Corpus(string Model, IReadOnlyList<CorpusScenario> Scenarios)
{
    /// <summary>The version of the corpus' form.</summary>
    public const int CurrentFormat = 1;
}
