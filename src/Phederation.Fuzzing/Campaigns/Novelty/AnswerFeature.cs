using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns.Novelty;

/// <summary>What tells an answer from others, for novelty and coverage: the operation, the status class and the error in its normal form.</summary>
/// <param name="Operation">The operation of the step.</param>
/// <param name="StatusClass">The status' first digit; 0 without an answer.</param>
/// <param name="Template">Of a failure, its status and its error's normal form; empty for a success.</param>
public readonly record struct AnswerFeature(string Operation, int StatusClass, string Template)
{
    /// <summary>The feature of an answer.</summary>
    public static AnswerFeature Of(ScenarioStep step, FuzzAnswer answer) =>
        answer.Fault is { } fault ? new AnswerFeature(step.Operation, 0, fault.ToString())
        : answer.Status < 400 ? new AnswerFeature(step.Operation, answer.Status / 100, "")
        : new AnswerFeature(step.Operation, Math.Min(answer.Status / 100, 9), $"{answer.Status} {ErrorTemplate.Of(answer.Body)}".TrimEnd());

    /// <summary>The features of a run's answers, in order, each once.</summary>
    public static IEnumerable<AnswerFeature> Of(ScenarioRun run) =>
        run
            .Scenario.Steps.Zip(run.Results)
            .Where(pair => pair.Second.Answer is not null)
            .Select(pair => Of(pair.First, pair.Second.Answer!))
            .Distinct();

    /// <summary>One line, as corpora have it.</summary>
    public override string ToString() =>
        Template.Length == 0 ? $"{Operation} | {StatusClass}xx"
        : StatusClass == 0 ? $"{Operation} | {Template}"
        : $"{Operation} | {StatusClass}xx | {Template}";
}
