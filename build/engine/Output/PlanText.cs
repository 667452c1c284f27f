namespace Nuke.Common.Execution;

/// <summary>What <c>--plan</c> prints: the targets in the order in which they would run, and why each is there.</summary>
internal static class PlanText
{
    /// <summary>The plan, one target a line.</summary>
    public static string Of(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var width = plan.Select(target => target.Name.Length).DefaultIfEmpty().Max() + 3;
        return string.Join(Environment.NewLine, plan.Select((target, index) => Line(target, index)));

        string Line(ExecutableTarget target, int index) =>
            $"{index + 1, 3}. {target.Name.PadRight(width)}{string.Join("; ", Reasons(target, plan))}".TrimEnd();
    }

    private static IEnumerable<string> Reasons(ExecutableTarget target, IReadOnlyCollection<ExecutableTarget> plan)
    {
        if (target.Status == ExecutionStatus.Skipped)
        {
            yield return $"skipped ({target.SkipReason})";
        }

        if (target.Invoked)
        {
            yield return "invoked";
        }

        var dependents = plan.Where(other => other.Dependencies.Contains(target)).Select(other => other.Name).ToList();
        if (dependents.Count > 0)
        {
            yield return $"needed by {string.Join(", ", dependents)}";
        }

        var triggers = plan.Where(other => other.Triggered.Contains(target)).Select(other => other.Name).ToList();
        if (triggers.Count > 0)
        {
            yield return $"triggered by {string.Join(", ", triggers)}";
        }
    }
}
