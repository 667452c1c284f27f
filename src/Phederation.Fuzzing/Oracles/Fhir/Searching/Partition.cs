using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Two searches that must part what a third finds.</summary>
internal static class Partition
{
    /// <summary>What is in both parts, in none, or in a part and not in the whole.</summary>
    public static IEnumerable<Finding> Judge(IOracle oracle, RunReading run, int whole, int part, int rest)
    {
        if (
            SearchSet.Heeded(run.At(whole)) is not { IsWhole: true } all
            || SearchSet.Heeded(run.At(part)) is not { IsWhole: true } with
            || SearchSet.Heeded(run.At(rest)) is not { IsWhole: true } without
        )
        {
            yield break;
        }

        var exchange = run.At(rest)!;
        var condition = run.At(part)!.Line;
        if (with.Keys.Intersect(without.Keys).FirstOrDefault() is { } both)
        {
            yield return exchange.Found(
                oracle,
                FindingSeverity.Error,
                $"{both} is found by {exchange.Line} and by {condition}.",
                "overlap"
            );
        }
        else if (all.Keys.Except(with.Keys).Except(without.Keys).FirstOrDefault() is { } neither)
        {
            yield return exchange.Found(
                oracle,
                FindingSeverity.Error,
                $"{neither} is found neither by {exchange.Line} nor by {condition}.",
                "gap"
            );
        }
        else if (with.Keys.Union(without.Keys).Except(all.Keys).FirstOrDefault() is { } more)
        {
            yield return exchange.Found(
                oracle,
                FindingSeverity.Error,
                $"{more} is found by {exchange.Line} or {condition}, and not without a condition.",
                "more"
            );
        }
    }
}
