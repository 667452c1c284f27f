namespace Nuke.Common.Execution;

/// <summary>The table at the end: target, status, duration, notes.</summary>
internal static class SummaryTable
{
    /// <summary>The lines of the table and of the verdict, each with its tone.</summary>
    public static IEnumerable<(string Text, Tone Tone)> Of(IReadOnlyCollection<ExecutableTarget> plan, TimeSpan total, DateTimeOffset now)
    {
        var rows = plan.Where(target => target.Status != ExecutionStatus.Collective).ToList();
        var width = rows.Select(target => target.Name.Length).Append("Target".Length).Max() + 4;
        var ruler = width + 11 + 8;
        yield return ("", Tone.Normal);
        yield return (new string('═', ruler), Tone.Normal);
        yield return (Row("Target", "Status", "Duration"), Tone.Normal);
        yield return (new string('─', ruler), Tone.Normal);
        foreach (var target in rows)
        {
            var duration = target.Duration > TimeSpan.Zero ? Duration(target.Duration) : "";
            yield return (Row(target.Name, target.Status.ToString(), duration) + Notes(target), ToneOf(target.Status));
        }

        yield return (new string('─', ruler), Tone.Normal);
        yield return (Row("Total", "", Duration(total)), Tone.Normal);
        yield return (new string('═', ruler), Tone.Normal);
        yield return ("", Tone.Normal);
        var succeeded = rows.TrueForAll(target => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Skipped);
        yield return (
            $"Build {(succeeded ? "succeeded" : "failed")} on {now:yyyy-MM-dd HH:mm:ss}.",
            succeeded ? Tone.Success : Tone.Failure
        );

        string Row(string name, string status, string duration) => $"{name.PadRight(width)}{status, -11}{duration, 8}";
    }

    /// <summary>A duration as m:ss, or that it was short.</summary>
    public static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration.Seconds:00}";

    private static string Notes(ExecutableTarget target)
    {
        var notes = target.Notes.Select(note => $"{note.Key}: {note.Value}").ToList();
        if (target is { Status: ExecutionStatus.Skipped, SkipReason: { } reason })
        {
            notes.Add(reason);
        }

        return notes.Count == 0 ? "" : $"   // {string.Join(", ", notes)}";
    }

    private static Tone ToneOf(ExecutionStatus status) =>
        status switch
        {
            ExecutionStatus.Succeeded => Tone.Success,
            ExecutionStatus.Failed or ExecutionStatus.Aborted => Tone.Failure,
            ExecutionStatus.NotRun => Tone.Warning,
            _ => Tone.Faint,
        };
}
