using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A browser may take an answer for something else.</summary>
internal sealed class SniffingOracle : IOracle
{
    public string Name => "sniffing";

    public string Rule => "Answers with a body have X-Content-Type-Options: nosniff (Fetch, X-Content-Type-Options header).";

    public IEnumerable<Finding> Judge(ScenarioRun run) =>
        // Once for a scenario: what one answer lacks, its neighbours lack too.
        RunReading
            .Of(run)
            .Exchanges.Where(exchange =>
                exchange.IsSuccess
                && exchange.Answer.Status is not (204 or 205)
                && !exchange.Answer.Body.IsEmpty
                && !"nosniff".Equals(exchange.Answer.Header("X-Content-Type-Options")?.Trim(), StringComparison.OrdinalIgnoreCase)
            )
            .Take(1)
            .Select(exchange =>
                exchange.Found(this, FindingSeverity.Note, $"The answer to {exchange.Line} lets browsers guess its type.", "missing")
            );
}
