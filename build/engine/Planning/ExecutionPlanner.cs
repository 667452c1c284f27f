namespace Nuke.Common.Execution;

/// <summary>
/// Chooses and orders the targets to run. Dependencies are pulled in and come before, triggered targets are pulled in and come
/// after, Before and After only order. Among targets that are free to run, the one that the command line reaches first wins, so the
/// plan is the same at every run.
/// </summary>
internal static class ExecutionPlanner
{
    /// <summary>The plan for the targets invoked, in the order in which they run.</summary>
    /// <exception cref="BuildDefinitionException">The links form a cycle; the message lists its members.</exception>
    public static IReadOnlyList<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> invoked)
    {
        var scheduled = Schedule(invoked);
        var predecessors = scheduled.ToDictionary(target => target, target => Predecessors(target, scheduled));
        var plan = new List<ExecutableTarget>();
        var open = new List<ExecutableTarget>(scheduled);
        while (open.Count > 0)
        {
            var next =
                open.FirstOrDefault(target => predecessors[target].All(plan.Contains))
                ?? throw new BuildDefinitionException($"The targets wait for each other: {CycleText(open, predecessors)}.");
            open.Remove(next);
            plan.Add(next);
        }

        return plan;
    }

    /// <summary>All targets of the plan, dependencies before dependents as far as a depth-first walk gives it.</summary>
    private static List<ExecutableTarget> Schedule(IReadOnlyList<ExecutableTarget> invoked)
    {
        var seen = new HashSet<ExecutableTarget>();
        var scheduled = new List<ExecutableTarget>();
        foreach (var target in invoked)
        {
            Visit(target);
        }

        // The list grows while it is walked: triggered targets may trigger others.
        for (var index = 0; index < scheduled.Count; index++)
        {
            scheduled[index].Triggered.ForEach(Visit);
        }

        return scheduled;

        void Visit(ExecutableTarget target)
        {
            if (seen.Add(target))
            {
                target.Dependencies.ForEach(Visit);
                scheduled.Add(target);
            }
        }
    }

    private static List<ExecutableTarget> Predecessors(ExecutableTarget target, List<ExecutableTarget> scheduled) =>
        [
            .. target
                .Dependencies.Concat(target.Predecessors)
                .Concat(scheduled.Where(other => other.Triggered.Contains(target)))
                .Where(scheduled.Contains)
                .Distinct(),
        ];

    private static string CycleText(List<ExecutableTarget> open, Dictionary<ExecutableTarget, List<ExecutableTarget>> predecessors)
    {
        // Every open target waits for an open one, so walking from any of them comes back to a place already seen.
        var path = new List<ExecutableTarget>();
        var current = open[0];
        while (!path.Contains(current))
        {
            path.Add(current);
            current = predecessors[current].First(open.Contains);
        }

        var cycle = path.Skip(path.IndexOf(current)).Append(current).Select(target => target.Name);
        return string.Join(" → ", cycle);
    }
}
