using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A method is refused without the ones that are allowed.</summary>
internal sealed class AllowOracle()
    : AnswerOracle("allow", "405 names the methods that are allowed in Allow (RFC 9110, 15.5.6), and not the one that was refused.")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Answer.Status != 405)
        {
            return null;
        }

        if (exchange.Answer.Header("Allow") is null)
        {
            return exchange.Found(this, FindingSeverity.Note, $"{exchange.Line} was refused with 405 without Allow.", "missing");
        }

        var allowed = exchange
            .Answer.Headers.Where(header => header.Key.Equals("Allow", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Split(',', StringSplitOptions.TrimEntries));
        return allowed.Contains(exchange.Sent.Method, StringComparer.Ordinal)
            ? exchange.Found(
                this,
                FindingSeverity.Note,
                $"{exchange.Line} was refused with 405, and Allow names its method.",
                "contradiction"
            )
            : null;
    }
}
