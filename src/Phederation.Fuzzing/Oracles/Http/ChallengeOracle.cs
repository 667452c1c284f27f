using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>Credentials are asked for without a word on which.</summary>
internal sealed class ChallengeOracle()
    : AnswerOracle("challenge", "401 says in WWW-Authenticate how to sign in (RFC 9110, 15.5.2); 407 in Proxy-Authenticate (15.5.8).")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        var header = exchange.Answer.Status switch
        {
            401 => "WWW-Authenticate",
            407 => "Proxy-Authenticate",
            _ => null,
        };
        return header is not null && exchange.Answer.Header(header) is null
            ? exchange.Found(
                this,
                FindingSeverity.Note,
                $"{exchange.Line} was answered with {exchange.Answer.Status} without {header}.",
                "missing"
            )
            : null;
    }
}
