namespace Phederation.Seccomp.Evidences;

/// <summary>
/// How much the workload may have missed, from how many calls showed up in one or two steps only (Good 1953; Chao 1987, bias-corrected).
/// The steps are taken for samples of the same program, which they are not quite: an indication, no bound.
/// </summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Distinct">Distinct calls seen.</param>
/// <param name="InOneStep">Calls seen in one step only.</param>
/// <param name="InTwoSteps">Calls seen in exactly two steps.</param>
/// <param name="GoodTuring">The estimated share of a further step's distinct calls that would be new.</param>
/// <param name="Chao2">The estimated number of distinct calls, with those that no step showed.</param>
public sealed record UnseenEstimate(int Steps, int Distinct, int InOneStep, int InTwoSteps, double GoodTuring, double Chao2)
{
    /// <summary>The estimate from each call's number of steps.</summary>
    public static UnseenEstimate Of(int steps, IReadOnlyList<int> stepsPerCall)
    {
        var (once, twice) = (stepsPerCall.Count(count => count == 1), stepsPerCall.Count(count => count == 2));
        var incidences = stepsPerCall.Sum();
        var unseen = steps == 0 ? 0 : (steps - 1.0) / steps * once * (once - 1) / (2.0 * (twice + 1));
        return new UnseenEstimate(
            steps,
            stepsPerCall.Count,
            once,
            twice,
            Math.Round(incidences == 0 ? 1 : (double)once / incidences, 4),
            Math.Round(stepsPerCall.Count + unseen, 2)
        );
    }
}
