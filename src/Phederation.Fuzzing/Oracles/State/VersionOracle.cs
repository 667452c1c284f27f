using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A change doesn't make a new version.</summary>
internal sealed class VersionOracle()
    : ShapeOracle(
        "version",
        "A change gives the resource another version id and ETag, and no earlier time (FHIR R4, RESTful API, update; RFC 9110, 8.8.3).",
        ScenarioKinds.UpdateRead,
        ScenarioKinds.VersionRead
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var isRead = run.Run.Scenario.Kind == ScenarioKinds.UpdateRead;
        if (run.At(0) is not { IsSuccess: true } made || run.At(1) is not { IsSuccess: true } changed || IsSame(made.Sent, changed.Sent))
        {
            yield break;
        }

        var (before, after) = (VersionReading.Of(made), VersionReading.Of(changed));
        if (before.Id is not null && before.Id == after.Id)
        {
            yield return changed.Found(this, FindingSeverity.Error, $"After a change the version is still {before.Id}.", "same version");
        }
        else if (before.Tag is not null && before.Tag == after.Tag)
        {
            yield return changed.Found(this, FindingSeverity.Error, $"After a change the ETag is still {before.Tag}.", "same tag");
        }
        else if (before.Updated is { } earlier && after.Updated is { } later && later < earlier)
        {
            yield return changed.Found(this, FindingSeverity.Warning, $"A change at {later:O} follows one at {earlier:O}.", "earlier");
        }
        else if (
            isRead
            && run.At(UpdateReadShape.Read) is { IsSuccess: true } read
            && VersionReading.Of(read) is var current
            && ((current.Id is not null && current.Id == before.Id) || (current.Tag is not null && current.Tag == before.Tag))
        )
        {
            yield return read.Found(
                this,
                FindingSeverity.Error,
                $"After a change the version {before.Id ?? before.Tag} is read.",
                "version before"
            );
        }
    }

    // A change that changes nothing need not be a version. That the id is in the second body only is none.
    private static bool IsSame(FuzzRequest made, FuzzRequest changed) =>
        made.Body is not { } one
        || changed.Body is not { } other
        || JsonReading.Of(one) is not { State: JsonState.Json } first
        || JsonReading.Of(other) is not { State: JsonState.Json } second
        || JsonComparison.First(first.Root, second.Root, new JsonRules { IsIgnored = path => path == "id" }) is null;
}
