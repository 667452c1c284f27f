namespace Nuke.Common.Execution;

/// <summary>Leaves targets out: those named by <c>--skip</c> and those whose conditions don't hold, with what only they need.</summary>
internal static class Skipping
{
    /// <summary>Marks what can be known before anything runs.</summary>
    /// <param name="plan">The targets of the plan.</param>
    /// <param name="skipped">Those named by <c>--skip</c>; null without it, empty for all that were not invoked.</param>
    /// <exception cref="BuildDefinitionException">A condition threw.</exception>
    public static void Mark(IReadOnlyCollection<ExecutableTarget> plan, IReadOnlyList<ExecutableTarget>? skipped)
    {
        foreach (var target in plan.Where(target => skipped is not null && (skipped.Count == 0 || skipped.Contains(target))))
        {
            if (!target.Invoked)
            {
                Mark(plan, target, "--skip");
            }
        }

        foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Scheduled))
        {
            if (Violated(target, target.StaticConditions) is { } condition)
            {
                Mark(plan, target, condition);
            }
        }
    }

    /// <summary>Leaves out a target whose dynamic condition doesn't hold now.</summary>
    /// <returns>Whether it was left out.</returns>
    public static bool MarkDynamic(IReadOnlyCollection<ExecutableTarget> plan, ExecutableTarget target)
    {
        if (Violated(target, target.DynamicConditions) is not { } condition)
        {
            return false;
        }

        Mark(plan, target, condition);
        return true;
    }

    private static string? Violated(ExecutableTarget target, IEnumerable<Condition> conditions)
    {
        try
        {
            return conditions.FirstOrDefault(condition => !condition.Holds())?.Text;
        }
        catch (Exception fault)
        {
            throw new BuildDefinitionException($"A condition of the target {target.Name} failed: {fault.Message}");
        }
    }

    private static void Mark(IReadOnlyCollection<ExecutableTarget> plan, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled)
        {
            return;
        }

        target.Status = ExecutionStatus.Skipped;
        target.SkipReason = reason;
        if (target.DependencyBehavior == DependencyBehavior.Skip)
        {
            foreach (var needless in target.Dependencies.Concat(target.Triggered).Where(other => !other.Invoked && !IsNeeded(plan, other)))
            {
                Mark(plan, needless, $"only for {target.Name}");
            }
        }
    }

    private static bool IsNeeded(IReadOnlyCollection<ExecutableTarget> plan, ExecutableTarget target) =>
        plan.Any(other =>
            other.Status == ExecutionStatus.Scheduled && (other.Dependencies.Contains(target) || other.Triggered.Contains(target))
        );
}
