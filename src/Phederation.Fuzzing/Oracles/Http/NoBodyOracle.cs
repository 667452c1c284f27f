using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A body where there must be none.</summary>
internal sealed class NoBodyOracle()
    : AnswerOracle(
        "no-body",
        "Answers to HEAD and those with 204, 205 and 304 have no body, and 204 no Content-Length (RFC 9110, 6.4.1, 8.6, 9.3.2)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        var what =
            exchange.IsHead ? "HEAD"
            : exchange.Answer.Status is 204 or 205 or 304 ? exchange.Answer.Status.ToString()
            : null;
        if (what is null)
        {
            return null;
        }

        if (!exchange.Answer.Body.IsEmpty)
        {
            return exchange.Found(
                this,
                FindingSeverity.Warning,
                $"The answer to {exchange.Line} ({what}) has a body.",
                $"body with {what}"
            );
        }

        return exchange.Answer.Status == 204 && exchange.Answer.Header("Content-Length") is not null
            ? exchange.Found(this, FindingSeverity.Note, $"The answer to {exchange.Line} (204) has a Content-Length.", "length with 204")
            : null;
    }
}
