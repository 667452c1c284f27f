using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A body isn't as long as its answer says.</summary>
internal sealed class ContentLengthOracle()
    : AnswerOracle(
        "content-length",
        "Content-Length is the length of the body (RFC 9110, 8.6), and isn't there beside Transfer-Encoding (RFC 9112, 6.2)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Answer.Header("Content-Length") is not { } length)
        {
            return null;
        }

        if (exchange.Answer.Header("Transfer-Encoding") is not null)
        {
            return exchange.Found(
                this,
                FindingSeverity.Warning,
                $"The answer to {exchange.Line} has Content-Length and Transfer-Encoding.",
                "both"
            );
        }

        // An encoded body may have been decoded by whoever received it. One that is cut is longer than what is here.
        if (
            exchange.IsHead
            || exchange.Answer.Status is 304
            || exchange.Answer.IsCut
            || exchange.Answer.Header("Content-Encoding") is not null
        )
        {
            return null;
        }

        return length.Trim() == exchange.Answer.Body.Length.ToString()
            ? null
            : exchange.Found(
                this,
                FindingSeverity.Warning,
                $"The answer to {exchange.Line} is said to be {length} bytes, and is {exchange.Answer.Body.Length}.",
                "another length"
            );
    }
}
