namespace Phederation.Fuzzing.Reports;

/// <summary>
/// How much a campaign may have missed, from how many kinds of answers came once or twice only (Good 1953; Chao 1984, bias-corrected). It takes requests for
/// independent draws from one distribution; a scheduler that goes after what is new draws otherwise, so that this is an indication, and no bound.
/// </summary>
/// <param name="Samples">How many answers there were.</param>
/// <param name="Distinct">How many kinds.</param>
/// <param name="Once">Kinds that came once.</param>
/// <param name="Twice">Kinds that came twice.</param>
/// <param name="GoodTuring">The estimated chance that a further answer is of a new kind.</param>
/// <param name="Chao1">The estimated number of kinds, with those that never came.</param>
public sealed record SpeciesEstimate(long Samples, int Distinct, int Once, int Twice, double GoodTuring, double Chao1)
{
    /// <summary>The estimate from how often each kind came.</summary>
    public static SpeciesEstimate Of(IReadOnlyCollection<long> counts)
    {
        var (once, twice) = (counts.Count(count => count == 1), counts.Count(count => count == 2));
        var samples = counts.Sum();
        var unseen = (double)once * (once - 1) / (2.0 * (twice + 1));
        return new SpeciesEstimate(
            samples,
            counts.Count,
            once,
            twice,
            Math.Round(samples == 0 ? 1 : (double)once / samples, 4),
            Math.Round(counts.Count + unseen, 1)
        );
    }
}
