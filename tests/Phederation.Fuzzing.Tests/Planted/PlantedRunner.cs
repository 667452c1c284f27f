using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Runs scenarios at a planted service, and starts it again where it has ended.</summary>
internal static class PlantedRunner
{
    private static readonly TimeSpan Recovery = TimeSpan.FromMilliseconds(300);

    /// <summary>The runs, in order.</summary>
    /// <param name="target">The service's base address.</param>
    /// <param name="control">What happens to it.</param>
    /// <param name="watch">How it is.</param>
    /// <param name="time">By what answers are timed.</param>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="patience">How long an answer may take; null waits long.</param>
    public static async Task<List<ScenarioRun>> RunAsync(
        Uri target,
        ITargetControl control,
        ITargetWatch watch,
        TimeProvider time,
        IEnumerable<Scenario> scenarios,
        TimeSpan? patience = null
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var runner = await ScenarioRunner.CreateAsync(
            new FuzzTarget
            {
                Base = target,
                Actors = [Bearer("owner"), Bearer("other")],
                AnswerLimit = patience ?? TimeSpan.FromSeconds(20),
                RecoveryLimit = Recovery,
            },
            control,
            watch,
            pacer: null,
            time,
            cancellation
        );
        var (captures, runs) = (new RunCaptures(), new List<ScenarioRun>());
        foreach (var scenario in scenarios)
        {
            var run = (await runner.RunAsync(scenario, captures, cancellation)).Run;
            captures.Add(run);
            runs.Add(run);
            if (!run.Condition.IsServing)
            {
                await runner.ReviveAsync(cancellation);
            }
        }

        return runs;
    }

    // A token that is in no text of the tests: it is masked wherever it stands.
    private static Actor Bearer(string name) => new(name, new BearerCredential($"token-of-{name}"));
}
