using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Oracles.State;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Differential;

/// <summary>
/// Compares a scenario's runs on two targets: two versions of a service, or the same with and without a profile. Status, type, body and the target's
/// condition are to be the same once ids and times are taken out: a service that answers 200 with an empty body has the right status only.
/// </summary>
public static class DifferentialOracle
{
    /// <summary>The oracle's name in its findings.</summary>
    public const string Name = "differential";

    /// <summary>What must hold.</summary>
    public const string Rule = "The same scenario on the same state brings the same statuses, types, bodies and effects on both targets.";

    /// <summary>Where they differ: the first difference of each step, and of what is left of the target.</summary>
    /// <param name="one">The run that is taken for right.</param>
    /// <param name="other">The run that is held against it.</param>
    /// <exception cref="ArgumentException">They are runs of two scenarios.</exception>
    public static IReadOnlyList<Finding> Compare(ScenarioRun one, ScenarioRun other)
    {
        if (one.Scenario.Kind != other.Scenario.Kind || one.Scenario.Steps.Count != other.Scenario.Steps.Count)
        {
            throw new ArgumentException("Only runs of the same scenario can be compared.", nameof(other));
        }

        var (first, second) = (new RunNames(one), new RunNames(other));
        var findings = new List<Finding>();
        for (var step = 0; step < one.Scenario.Steps.Count; step++)
        {
            if (step >= Math.Min(one.Results.Count, other.Results.Count))
            {
                if (one.Results.Count != other.Results.Count)
                {
                    findings.Add(Found(one, step, $"Only one of the runs came to step {step}.", "cut off"));
                }

                break;
            }

            if (Difference(one.Results[step], other.Results[step], first, second) is { } difference)
            {
                findings.Add(Found(one, step, $"{difference.Message}", difference.Detail));
            }
        }

        if (Condition(one.Condition, other.Condition) is { } condition)
        {
            findings.Add(Found(one, one.Scenario.Steps.Count - 1, condition, "condition"));
        }

        return findings;
    }

    private static (string Message, string Detail)? Difference(StepResult one, StepResult other, RunNames first, RunNames second)
    {
        if (one.Event is { } happened && other.Event is { } also)
        {
            return
                happened.IsDone == also.IsDone && happened.Recovered is null == also.Recovered is null && happened.ExitCode == also.ExitCode
                ? null
                : ("The targets took the event differently.", "event");
        }

        if (one.Answer is not { } expected || other.Answer is not { } actual)
        {
            return one.Answer is null == other.Answer is null ? null : ("Only one of the targets was asked.", "answer");
        }

        if (expected.Fault != actual.Fault)
        {
            return ($"The fault is {Shown(actual.Fault)}, was {Shown(expected.Fault)}.", "fault");
        }

        if (expected.Status != actual.Status)
        {
            return ($"The status is {actual.Status}, was {expected.Status}.", $"status {expected.Status} {actual.Status}");
        }

        var (type, otherType) = (expected.Header("Content-Type"), actual.Header("Content-Type"));
        return type != otherType ? ($"The type is {otherType ?? "none"}, was {type ?? "none"}.", "type")
            : Body(expected, actual, first, second) is { } difference ? ($"The body differs: {difference}.", "body " + difference.Place)
            : null;
    }

    private static JsonDifference? Body(FuzzAnswer expected, FuzzAnswer actual, RunNames first, RunNames second)
    {
        var (one, other) = (JsonReading.Of(expected), JsonReading.Of(actual));
        if (one.State == JsonState.Json && other.State == JsonState.Json)
        {
            return JsonComparison.First(
                one.Root,
                other.Root,
                new JsonRules
                {
                    IsIgnored = VolatileNames.Has,
                    AreSameTexts = (_, left, right) => first.Plain(left) == second.Plain(right),
                    AreSameNumbers = (_, left, right) => first.Plain(left) == second.Plain(right),
                }
            );
        }

        if (one.State != other.State)
        {
            return new JsonDifference("", one.State.ToString(), other.State.ToString());
        }

        var (text, otherText) = (first.Plain(Text(expected)), second.Plain(Text(actual)));
        return text == otherText && expected.IsCut == actual.IsCut
            ? null
            : new JsonDifference("", $"{text.Length} characters", $"{otherText.Length} characters");
    }

    private static string? Condition(TargetCondition one, TargetCondition other) =>
        one.IsServing != other.IsServing
            ? $"One of the targets serves afterwards, the other doesn't (the second {(other.IsServing ? "does" : "doesn't")})."
        : one.UnaskedEnds != other.UnaskedEnds ? $"The target ended {other.UnaskedEnds} times without being asked, was {one.UnaskedEnds}."
        : one.IsOutOfMemory != other.IsOutOfMemory ? "One of the targets ran out of memory."
        : null;

    private static string Text(FuzzAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    private static string Shown(TransportFault? fault) => fault?.ToString() ?? "none";

    private static Finding Found(ScenarioRun run, int step, string message, string detail) =>
        new(Name, FindingSeverity.Error, run.Scenario.Steps[step].Operation, step, message, detail);
}
