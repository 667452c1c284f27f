using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A change of a version that isn't the last is carried out, or one of the last isn't.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class IfMatchOracle(ServiceRules rules)
    : ShapeOracle(
        "if-match",
        "A change with If-Match is carried out on the version with that tag, and on no other (RFC 9110, 13.1.1; FHIR R4, RESTful API, managing resource contention).",
        ScenarioKinds.IfMatch
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (run.At(IfMatchShape.Create) is not { IsSuccess: true } || run.At(IfMatchShape.Update) is not { IsAnswered: true } update)
        {
            yield break;
        }

        if (update.Answer.Status is 409 or 412)
        {
            yield return update.Found(
                this,
                FindingSeverity.Warning,
                $"{update.Line} with the tag that the server gave is refused with {update.Answer.Status}.",
                "current version refused"
            );
            yield break;
        }

        if (!update.IsSuccess || run.At(IfMatchShape.UpdateStale) is not { IsAnswered: true } stale)
        {
            yield break;
        }

        if (VersionReading.Of(update).Tag is { } tag && tag == VersionReading.Of(run.At(IfMatchShape.Create)!).Tag)
        {
            // The tag still is that of the last version: what is wrong is the tag.
            yield break;
        }

        if (stale.IsSuccess)
        {
            yield return stale.Found(
                this,
                FindingSeverity.Error,
                $"{stale.Line} with the tag of a version that isn't the last was carried out ({stale.Answer.Status}): somebody's change is lost.",
                "lost update"
            );
        }
        else if (
            stale.IsRefused
            && stale.Sent.Body is { } body
            && JsonReading.Of(body) is { State: JsonState.Json } refused
            && update.Sent.Body is { } kept
            && JsonReading.Of(kept) is { State: JsonState.Json } wanted
            && run.At(IfMatchShape.Read) is { IsSuccess: true, Json: { State: JsonState.Json } found } read
            && JsonComparison.First(wanted.Root, refused.Root, rules.RoundTrip) is not null
            && JsonComparison.First(wanted.Root, found.Root, rules.RoundTrip) is not null
            && JsonComparison.First(refused.Root, found.Root, rules.RoundTrip) is null
        )
        {
            yield return read.Found(
                this,
                FindingSeverity.Error,
                $"{stale.Line} was refused with {stale.Answer.Status}, and carried out.",
                "refused and done"
            );
        }
    }
}
