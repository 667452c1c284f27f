namespace Phederation.Seccomp.Evidences;

/// <summary>
/// Joins evidence of several runs of one workload on one image: what any of them showed, with the counts of all. Another kernel, engine or runtime
/// makes other calls of the same program, so that runs on several machines show more than as many on one.
/// </summary>
public static class EvidenceMerge
{
    /// <summary>Why evidence can't be joined; empty when it can.</summary>
    public static IReadOnlyList<Finding> Problems(IReadOnlyList<Evidence> all)
    {
        var problems = new List<Finding>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < all.Count; index++)
        {
            var which = $"evidence {index + 1} of {all.Count}";
            problems.AddRange(all[index].Problems().Select(problem => problem with { Subject = $"{which}, {problem.Subject}" }));
            problems.AddRange(
                Unlike(all[0].Subject, all[index].Subject)
                    .Select(difference => new Finding(
                        "mixed",
                        which,
                        $"It doesn't belong to the first: {difference}.",
                        "Join evidence of one image and one workload only."
                    ))
            );
            if (SourcesOf(all[index]).Any(source => !seen.Add(source)))
            {
                problems.Add(new Finding("twice", which, "It is there already, and would be counted twice.", "Name each run once."));
            }
        }

        return problems;
    }

    /// <summary>Whether evidence has all runs of another in it.</summary>
    public static bool Holds(Evidence evidence, Evidence other) => !SourcesOf(other).Except(SourcesOf(evidence)).Any();

    /// <summary>The evidence of all runs.</summary>
    /// <param name="all">Evidence in the order of the runs; one at least.</param>
    /// <exception cref="ArgumentException">It can't be joined: see <see cref="Problems" />.</exception>
    public static Evidence Of(IReadOnlyList<Evidence> all)
    {
        if (all.Count == 0 || Problems(all) is { Count: > 0 })
        {
            throw new ArgumentException("The evidence can't be joined.", nameof(all));
        }

        return all.Count == 1 ? all[0] : all.Skip(1).Aggregate(all[0], Add);
    }

    private static Evidence Add(Evidence first, Evidence next)
    {
        var calls = Calls(first, next);
        var steps = Steps(first, next);
        return first with
        {
            BackEnd =
                first.BackEnd == next.BackEnd ? first.BackEnd : string.Join(", ", new SortedSet<string> { first.BackEnd, next.BackEnd }),
            Runs = [.. RunsOf(first), .. RunsOf(next)],
            Losses = first.Losses.Plus(next.Losses),
            Steps = steps,
            Syscalls = calls,
            Arguments = Arguments(first, next),
            Unseen = UnseenEstimate.Of(steps.Count, [.. calls.Where(call => !call.ByRuntime).Select(call => call.Steps)]),
        };
    }

    private static List<EvidenceSyscall> Calls(Evidence first, Evidence next) =>
        [
            .. first
                .Syscalls.Concat(next.Syscalls)
                .GroupBy(call => (call.ByRuntime, call.Abi, call.Name))
                .Select(group =>
                    group.Aggregate(
                        (one, other) =>
                            one with
                            {
                                Count = one.Count + other.Count,
                                Phases = [.. one.Phases.Union(other.Phases).Order(StringComparer.Ordinal)],
                                Steps = one.Steps + other.Steps,
                                Runs = one.Runs + other.Runs,
                                // What one run didn't tell apart may have been made while it served.
                                Serving = one.Serving + other.Serving,
                            }
                    )
                )
                .OrderBy(call => (call.ByRuntime, call.Abi))
                .ThenBy(call => call.Name, StringComparer.Ordinal),
        ];

    private static List<EvidenceArgument> Arguments(Evidence first, Evidence next) =>
        [
            .. first
                .Arguments.Concat(next.Arguments)
                .GroupBy(argument =>
                    (
                        argument.ByRuntime,
                        argument.Abi,
                        argument.Name,
                        Values: string.Join(' ', argument.Values.Select(value => value.ToString("x8")))
                    )
                )
                .OrderBy(group => (group.Key.ByRuntime, group.Key.Abi))
                .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Values, StringComparer.Ordinal)
                .Select(group => group.Aggregate((one, other) => one with { Count = one.Count + other.Count })),
        ];

    /// <summary>The discovery curve goes on: what a later run is the first to show is new in the step that it says.</summary>
    private static List<EvidenceStep> Steps(Evidence first, Evidence next)
    {
        var known = first.Syscalls.Where(call => !call.ByRuntime).Select(call => (call.Abi, call.Name)).ToHashSet();
        var discovered = next
            .Syscalls.Where(call => !call.ByRuntime && !known.Contains((call.Abi, call.Name)))
            .GroupBy(call => call.First.Step)
            .ToDictionary(group => group.Key, group => group.Count());
        var (count, runs) = (known.Count, first.Runs.Count);
        var steps = first.Steps.ToList();
        foreach (var step in next.Steps)
        {
            // A step of this name may be in several of the next's own runs; the first of them found it.
            var added = discovered.Remove(step.Id, out var found) ? found : 0;
            count += added;
            steps.Add(step with { New = added, Known = count, Run = runs + step.Run });
        }

        return steps;
    }

    private static IEnumerable<string> SourcesOf(Evidence evidence) => RunsOf(evidence).Select(run => run.Sha256!);

    private static IReadOnlyList<EvidenceRun> RunsOf(Evidence evidence) =>
        evidence.Runs is [{ Sha256: null } run] ? [run with { Sha256 = evidence.Sha256 }] : evidence.Runs;

    private static IEnumerable<string> Unlike(EvidenceSubject first, EvidenceSubject other)
    {
        (string What, string First, string Other)[] all =
        [
            ("image", first.ImageName, other.ImageName),
            ("image ID", first.ImageId, other.ImageId),
            ("architecture", first.Architecture, other.Architecture),
            ("workload", first.WorkloadSha256, other.WorkloadSha256),
            ("C library", first.Libc, other.Libc),
        ];
        return all.Where(one => one.First != one.Other).Select(one => $"its {one.What} is {one.Other}, not {one.First}");
    }
}
