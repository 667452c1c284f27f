using Phederation.Fuzzing.Oracles.Life;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>The server says itself that it failed.</summary>
internal sealed class ServerErrorOracle()
    : AnswerOracle("server-error", "No request makes the server fail: 5xx says that it is at fault itself (RFC 9110, 15.6).")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        // 501 and 505 say honestly that there is no such thing.
        var status = exchange.Answer.Status;
        if (status < 500 || status is 501 or 505 || (Disturbance.IsUnable(status) && Disturbance.IsBefore(run.Run, exchange.Step)))
        {
            return null;
        }

        var text = ErrorText.Of(exchange);
        return exchange.Found(this, FindingSeverity.Error, $"{exchange.Line} was answered with {text}", text);
    }
}
