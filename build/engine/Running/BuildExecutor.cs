namespace Nuke.Common.Execution;

/// <summary>
/// Runs the targets of the plan one after the other. A failure ends it, unless the target proceeds after failure; targets that are
/// assured after failure run all the same.
/// </summary>
internal sealed class BuildExecutor(NukeBuild build, BuildContext context)
{
    private Exception? _failure;

    /// <summary>Runs the plan; afterwards every target has its final status.</summary>
    /// <returns>The first failure, or null.</returns>
    public async Task<Exception?> ExecuteAsync()
    {
        var stopped = false;
        foreach (var target in build.ExecutionPlan)
        {
            stopped |= context.Cancellation.IsCancellationRequested;
            if (!stopped)
            {
                await RunAsync(target);
                stopped =
                    target.Status is ExecutionStatus.Aborted || (target.Status is ExecutionStatus.Failed && !target.ProceedsAfterFailure);
            }
        }

        if (stopped)
        {
            await RunAssuredAsync();
        }

        foreach (var target in build.ScheduledTargets)
        {
            target.Status = ExecutionStatus.NotRun;
        }

        return _failure;
    }

    private async Task RunAssuredAsync()
    {
        var interrupted = context.Cancellation;
        context.Cancellation = CancellationToken.None;
        foreach (var target in build.ScheduledTargets.Where(target => target.IsAssuredAfterFailure))
        {
            await RunAsync(target);
        }

        context.Cancellation = interrupted;
    }

    private async Task RunAsync(ExecutableTarget target)
    {
        try
        {
            if (target.Status == ExecutionStatus.Skipped || Skipping.MarkDynamic(build.ExecutionPlan, target))
            {
                build.RaiseTargetSkipped(target.Name);
                return;
            }
        }
        catch (BuildDefinitionException fault)
        {
            Fail(target, fault);
            return;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return;
        }

        await ActAsync(target);
    }

    private async Task ActAsync(ExecutableTarget target)
    {
        context.Output.Heading(target.Name);
        target.Status = ExecutionStatus.Running;
        var started = context.Clock.GetTimestamp();
        try
        {
            build.RaiseTargetRunning(target.Name);
            foreach (var action in target.Actions)
            {
                await action();
            }

            target.Status = ExecutionStatus.Succeeded;
            build.RaiseTargetSucceeded(target.Name);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            target.Status = ExecutionStatus.Aborted;
        }
        catch (Exception exception)
        {
            Fail(target, exception is AggregateException { InnerExceptions.Count: 1 } one ? one.InnerExceptions[0] : exception);
        }
        finally
        {
            target.Duration += context.Clock.GetElapsedTime(started);
        }
    }

    private void Fail(ExecutableTarget target, Exception exception)
    {
        target.Status = ExecutionStatus.Failed;
        _failure ??= exception;
        // An exception with an exit code of its own is an expected outcome and says all in its message.
        var text = build.ExactExitCode(exception) is null ? exception.ToString() : exception.Message;
        context.Output.Write($"{target.Name} failed: {text}", Tone.Failure);
        if (target.Notes.Count == 0)
        {
            target.Notes = new() { [exception.GetType().Name] = exception.Message.Split('\n')[0].TrimEnd() };
        }

        build.RaiseTargetFailed(target.Name);
    }
}
