using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What is wrong is accepted.</summary>
internal sealed class InvalidAcceptedOracle()
    : AnswerOracle(
        "invalid-accepted",
        "What is invalid by the service's own specification is refused, or it is stored and met by everybody who reads it."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange) =>
        exchange.Asked.Intent == RequestIntent.Invalid && exchange.IsSuccess && exchange.Answer.Status != 202 && run.IsGrounded(exchange)
            ? exchange.Found(
                this,
                FindingSeverity.Warning,
                $"{exchange.Line} is invalid ({exchange.Asked.Fault ?? "unsaid"}), and was accepted with {exchange.Answer.Status}.",
                exchange.Asked.Fault ?? "invalid"
            )
            : null;
}
