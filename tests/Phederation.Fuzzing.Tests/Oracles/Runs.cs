using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Oracles;

/// <summary>Runs as they would have been.</summary>
internal static class Runs
{
    /// <summary>A run of requests that refer to nothing.</summary>
    public static ScenarioRun Of(string kind, params (FuzzRequest Sent, FuzzAnswer Answer)[] exchanges) =>
        new(
            new Scenario
            {
                Number = 0,
                Kind = kind,
                Steps =
                [
                    .. exchanges.Select(exchange => new RequestStep
                    {
                        Operation = $"{exchange.Sent.Method} {exchange.Sent.Path.Split('?')[0]}",
                        Request = exchange.Sent,
                        Intent = RequestIntent.Open,
                    }),
                ],
            },
            [.. exchanges.Select(exchange => new StepResult { Sent = exchange.Sent, Answer = exchange.Answer })],
            new TargetCondition(IsServing: true)
        );

    /// <summary>A run of a scenario with answers.</summary>
    public static ScenarioRun Of(Scenario scenario, params StepResult[] results) =>
        new(scenario, results, new TargetCondition(IsServing: true));

    /// <summary>What a request brought.</summary>
    public static StepResult Step(Scenario scenario, int step, FuzzAnswer answer, params (string Name, string Value)[] captured) =>
        new()
        {
            Sent = ((RequestStep)scenario.Steps[step]).Request,
            Answer = answer,
            Captured = captured.ToDictionary(pair => pair.Name, pair => pair.Value),
        };

    /// <summary>An answer with a JSON body.</summary>
    public static FuzzAnswer Json(int status, string body) =>
        new()
        {
            Status = status,
            Headers =
            [
                KeyValuePair.Create("Content-Type", "application/fhir+json"),
                KeyValuePair.Create("X-Content-Type-Options", "nosniff"),
            ],
            Body = System.Text.Encoding.UTF8.GetBytes(body),
        };
}
