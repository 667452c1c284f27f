using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What was deleted is still there.</summary>
/// <param name="isFhir">Whether the rules of FHIR hold.</param>
internal sealed class DeletedOracle(bool isFhir)
    : ShapeOracle(
        "use-after-delete",
        isFhir
            ? "What was deleted is answered with 410, or with 404 by a server that keeps no track of it (FHIR R4, RESTful API, read and delete), and deleting it again is no error."
            : "What was deleted is answered with 404 or 410 (RFC 9110, 9.3.5), and deleting it again leaves it so.",
        ScenarioKinds.DeleteRead
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (run.At(DeleteReadShape.Create) is not { IsSuccess: true } || run.At(DeleteReadShape.Delete) is not { IsSuccess: true } delete)
        {
            yield break;
        }

        if (delete.Answer.Status == 202)
        {
            // It is promised, not done.
            yield break;
        }

        if (run.At(DeleteReadShape.Read) is { IsAnswered: true } read && read.Answer.Status is < 500 and not (404 or 410 or 401 or 429))
        {
            yield return read.Found(
                this,
                read.IsSuccess ? FindingSeverity.Error : FindingSeverity.Note,
                $"What was deleted a moment before is answered with {read.Answer.Status}: {read.Line}",
                $"{read.Answer.Status} after delete"
            );
        }
        else if (run.At(DeleteReadShape.DeleteAgain) is { IsRefused: true } again && again.Answer.Status is not (404 or 410 or 401 or 429))
        {
            yield return again.Found(
                this,
                FindingSeverity.Note,
                $"Deleting what is deleted is answered with {again.Answer.Status}: {again.Line}",
                $"{again.Answer.Status} to a second delete"
            );
        }
        else if (isFhir && run.At(DeleteReadShape.Read) is { Answer.Status: 404 } missing && IsTracked(run))
        {
            yield return missing.Found(
                this,
                FindingSeverity.Note,
                $"The server keeps versions, and answers what was deleted with 404, not 410: {missing.Line}",
                "404 for 410"
            );
        }
    }

    // "Resources that have been deleted are 410 where deleted records are tracked": a server that numbers versions tracks them.
    private static bool IsTracked(RunReading run) =>
        run.At(DeleteReadShape.Create) is { } made
        && (
            VersionReading.Of(made).Id is not null
            || made.Answer.Header("Location")?.Contains("/_history/", StringComparison.Ordinal) == true
        );
}
