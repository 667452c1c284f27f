using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Sending.References;

/// <summary>The references of whole requests and scenarios.</summary>
internal static class ScenarioReferences
{
    /// <summary>A request with what was captured in place of its references; the request itself where it has none.</summary>
    public static FuzzRequest Fill(FuzzRequest request, Func<CaptureReference, string> by) => Replace(request, by);

    /// <summary>A scenario under another number.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="number">Its new number.</param>
    /// <param name="numbers">The new numbers of the scenarios that it refers to; others stay.</param>
    public static Scenario Renumber(Scenario scenario, long number, IReadOnlyDictionary<long, long> numbers)
    {
        long New(long old) =>
            old == scenario.Number ? number
            : numbers.TryGetValue(old, out var found) ? found
            : old;

        return scenario with
        {
            Number = number,
            Needs = [.. scenario.Needs.Select(New).Order()],
            Steps = [.. scenario.Steps.Select(step => Map(step, (old, at) => (New(old), at)))],
        };
    }

    /// <summary>A step with its references to other steps changed; those to steps of the same scenario by <paramref name="shift"/>.</summary>
    public static ScenarioStep Map(ScenarioStep step, Func<long, int, (long Scenario, int Step)> map, int shift = 0)
    {
        if (step is not RequestStep request)
        {
            return step;
        }

        return request with
        {
            Request = Replace(
                request.Request,
                reference =>
                {
                    if (reference.Scenario is not { } scenario)
                    {
                        return (reference with { Step = reference.Step + shift }).ToString();
                    }

                    var (number, at) = map(scenario, reference.Step);
                    return (reference with { Scenario = number, Step = at }).ToString();
                }
            ),
            Uses =
                request.Uses is { } uses && map(uses.Scenario, uses.Step) is var (to, made)
                    ? uses with
                    {
                        Scenario = to,
                        Step = made,
                    }
                    : null,
        };
    }

    private static FuzzRequest Replace(FuzzRequest request, Func<CaptureReference, string> by)
    {
        var path = ReferenceText.Replace(request.Path, by);
        var body = request.Body is { } bytes ? ReferenceText.Replace(bytes.Span, by) : null;
        var headers = Replace(request.Headers, by);
        return ReferenceEquals(path, request.Path) && body is null && ReferenceEquals(headers, request.Headers)
            ? request
            : request with
            {
                Path = path,
                Headers = headers,
                Body = body is null ? request.Body : body,
            };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Replace(
        IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<CaptureReference, string> by
    ) =>
        headers.Any(header => header.Value.Contains("{{", StringComparison.Ordinal))
            ? [.. headers.Select(header => KeyValuePair.Create(header.Key, ReferenceText.Replace(header.Value, by)))]
            : headers;
}
