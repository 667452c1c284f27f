using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>A transaction was done, and not all of it is there.</summary>
internal sealed class TransactionWholeOracle()
    : ShapeOracle(
        "transaction-whole",
        "What a transaction says that it made is there (FHIR R4, RESTful API, batch/transaction).",
        ScenarioKinds.TransactionWhole
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(TransactionWholeShape.Transaction) is not { IsSuccess: true, Sent.Body: { } body, Json: { State: JsonState.Json } json }
            || JsonReading.Of(body) is not { State: JsonState.Json } sent
            || SearchSet.Heeded(run.At(TransactionWholeShape.After)) is not { HasNext: false } found
        )
        {
            yield break;
        }

        // The probe finds what was made by POST in its own type.
        var type = run.At(TransactionWholeShape.After)!.Sent.Path.Split('?')[0].Trim('/');
        var made = sent
            .Root.Items("entry")
            .Count(entry => entry.Member("request") is { } request && request.Text("method") == "POST" && request.Text("url") == type);
        var created = json
            .Root.Items("entry")
            .Count(entry => entry.Member("response")?.Text("status")?.StartsWith("201", StringComparison.Ordinal) == true);
        if (created >= made && found.Keys.Count < made)
        {
            yield return run.At(TransactionWholeShape.Transaction)!
                .Found(
                    this,
                    FindingSeverity.Error,
                    $"A transaction made {made} of {type}, of which {found.Keys.Count} are found.",
                    "parts missing"
                );
        }
    }
}
