using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>A transaction or batch isn't answered part by part.</summary>
internal sealed class BundleAnswerOracle()
    : AnswerOracle(
        "bundle-answer",
        "A transaction or batch is answered with an entry for each of its own, in order, each with its status (FHIR R4, RESTful API, batch/transaction response)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            !exchange.IsSuccess
            || exchange.Sent is not { Method: "POST", Path: "" or "/", Body: { } body }
            || JsonReading.Of(body) is not { State: JsonState.Json } sent
            || sent.Root.Text("resourceType") != "Bundle"
            || sent.Root.Text("type") is not ("transaction" or "batch")
            || exchange.Json is not { State: JsonState.Json } json
        )
        {
            return null;
        }

        var (asked, answered) = (sent.Root.Items("entry").Count(), json.Root.Items("entry").ToList());
        var expected = sent.Root.Text("type") + "-response";
        if (json.Root.Text("type") != expected)
        {
            return exchange.Found(
                this,
                FindingSeverity.Warning,
                $"A {sent.Root.Text("type")} was answered with a {json.Root.Text("type")}, not {expected}.",
                "type"
            );
        }

        if (asked != answered.Count)
        {
            return exchange.Found(this, FindingSeverity.Error, $"{asked} parts were answered with {answered.Count}.", "number");
        }

        var statuses = answered.Select(entry => entry.Member("response")?.Text("status")).ToList();
        var odd = statuses.FirstOrDefault(status =>
            status is not { Length: >= 3 } || !int.TryParse(status.AsSpan(0, 3), out _) || status[0] == '5'
        );
        if (statuses.Contains(null) || odd is not null)
        {
            return exchange.Found(
                this,
                FindingSeverity.Error,
                $"A part of {exchange.Line} was answered with {odd ?? "no status"}.",
                odd ?? "no status"
            );
        }

        var isDone = statuses.All(status => status![0] is '2' or '3');
        return expected == "transaction-response" && !isDone
            ? exchange.Found(
                this,
                FindingSeverity.Error,
                $"A transaction was done although a part was answered with {statuses.First(status => status![0] is not ('2' or '3'))}.",
                "half done"
            )
            : null;
    }
}
