using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>A request and what came back.</summary>
/// <param name="Step">The step of the scenario, from 0.</param>
/// <param name="Asked">The step.</param>
/// <param name="Sent">The request as it was sent.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Exchange(int Step, RequestStep Asked, FuzzRequest Sent, FuzzAnswer Answer)
{
    /// <summary>Whether an answer came.</summary>
    public bool IsAnswered => Answer.Fault is null;

    /// <summary>Whether it was done.</summary>
    public bool IsSuccess => IsAnswered && Answer.Status is >= 200 and < 300;

    /// <summary>Whether it was refused.</summary>
    public bool IsRefused => IsAnswered && Answer.Status is >= 400 and < 500;

    /// <summary>Whether the answer tells of an error.</summary>
    public bool IsError => IsAnswered && Answer.Status >= 400;

    /// <summary>Whether the method is HEAD.</summary>
    public bool IsHead => Sent.Method.Equals("HEAD", StringComparison.Ordinal);

    /// <summary>The answer's body as JSON.</summary>
    public JsonReading Json => JsonReading.Of(Answer);

    /// <summary>The answer's media type without parameters, in small letters; null has none.</summary>
    public string? MediaType => Answer.Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>A finding in it.</summary>
    public Finding Found(IOracle oracle, FindingSeverity severity, string message, string detail) =>
        new(oracle.Name, severity, Asked.Operation, Step, message, detail);

    /// <summary>The request's line, for a person; not longer than a line.</summary>
    public string Line => $"{Sent.Method} {(Sent.Path.Length > 120 ? Sent.Path[..120] + "…" : Sent.Path)}";
}
