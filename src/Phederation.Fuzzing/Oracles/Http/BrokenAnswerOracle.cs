using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Life;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>An answer that breaks off, or is none, from a target that lives.</summary>
internal sealed class BrokenAnswerOracle : IOracle
{
    public string Name => "broken-answer";

    public string Rule => "Every request that arrives whole is answered, and the answer is whole HTTP (RFC 9112).";

    public IEnumerable<Finding> Judge(ScenarioRun run) =>
        // A target that ended has broken all of its connections; that it ended is the fault.
        run.Condition
            is { IsServing: true, UnaskedEnds: 0, IsOutOfMemory: false }
            ? RunReading
                .Of(run)
                .Exchanges.Where(exchange =>
                    exchange.Answer.Fault is TransportFault.Closed or TransportFault.NotHttp
                    && IsHttp(exchange.Sent)
                    && !Disturbance.IsBefore(run, exchange.Step)
                )
                .Select(exchange =>
                    exchange.Found(
                        this,
                        FindingSeverity.Error,
                        exchange.Answer.Fault == TransportFault.Closed
                            ? $"The connection ended before the answer to {exchange.Line} did."
                            : $"What came for {exchange.Line} is no HTTP.",
                        exchange.Answer.Fault == TransportFault.Closed ? "closed" : "no HTTP"
                    )
                )
            : [];

    // A request that is none itself may be answered by a closed connection.
    private static bool IsHttp(FuzzRequest request) =>
        IsToken(request.Method)
        && IsToken(request.Path)
        && request.Headers.All(header => IsToken(header.Key) && !header.Value.Any(char.IsControl));

    private static bool IsToken(string text) => text.All(character => character is > ' ' and < '\u007f');
}
