using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A body is not what its answer says that it is.</summary>
internal sealed class ContentTypeOracle()
    : AnswerOracle("content-type", "A body has its media type in Content-Type, and is that (RFC 9110, 8.3; JSON: RFC 8259).")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Answer.Body.IsEmpty || exchange.IsHead)
        {
            return null;
        }

        if (exchange.MediaType is not { Length: > 0 } type)
        {
            return exchange.Found(this, FindingSeverity.Note, $"The answer to {exchange.Line} has a body and no Content-Type.", "missing");
        }

        var isJson = type is "application/json" or "text/json" || type.EndsWith("+json", StringComparison.Ordinal);
        return isJson && exchange.Answer.Header("Content-Encoding") is null && exchange.Json.State == JsonState.NotJson
            ? exchange.Found(this, FindingSeverity.Error, $"The answer to {exchange.Line} is said to be {type}, and is no JSON.", "no JSON")
            : null;
    }
}
