using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns.Novelty;

/// <summary>Remembers which answers there were.</summary>
public sealed class NoveltyTracker
{
    /// <summary>An operation that answers in more ways than this answers with texts of chance: they are new no more.</summary>
    public const int MostOfAnOperation = 64;

    private readonly HashSet<AnswerFeature> _seen = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The features of a run that no run had before.</summary>
    public IReadOnlyList<AnswerFeature> Add(ScenarioRun run)
    {
        List<AnswerFeature>? news = null;
        foreach (var feature in AnswerFeature.Of(run))
        {
            var count = _counts.GetValueOrDefault(feature.Operation);
            if (count < MostOfAnOperation && _seen.Add(feature))
            {
                _counts[feature.Operation] = count + 1;
                (news ??= []).Add(feature);
            }
        }

        return news ?? (IReadOnlyList<AnswerFeature>)[];
    }
}
