namespace Phederation.Processes;

/// <summary>Runs programs as children, without a shell, in a session of their own where the system has that.</summary>
/// <param name="time">The clock of limits and of <see cref="ProcessResult.Elapsed"/>; null is the system's.</param>
public sealed class ProcessRunner(TimeProvider? time = null) : IProcessRunner
{
    // A child of a child may keep the output open after the program has ended; nobody waits for it longer than this.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc />
    public async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = _time.GetTimestamp();
        using var process = ChildProcess.Start(request, _time);
        using var limit = new CancellationTokenSource(request.TimeLimit ?? Timeout.InfiniteTimeSpan, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var streams = new ChildStreams(process, request, _time, LastWords);
        try
        {
            var exitCode = await streams.RunAsync(stop.Token);
            return process.WasNotExecuted(exitCode, streams.Error)
                ? throw new ProcessFailedException(request, ProcessFailure.NotStarted, streams.Error.Trim())
                : new ProcessResult(exitCode, streams.Output, streams.Error, _time.GetElapsedTime(start));
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            await process.StopAsync(request.Grace);
            throw new OperationCanceledException($"{request.Program} was cancelled and stopped.", exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            await process.StopAsync(request.Grace);
            throw Failed(request, streams, exception, ProcessFailure.TimedOut, $"did not end within {request.TimeLimit} and was stopped");
        }
        catch (OutputTooLongException exception)
        {
            await process.StopAsync(request.Grace);
            throw Failed(
                request,
                streams,
                exception,
                ProcessFailure.TooMuchOutput,
                $"wrote more than {request.OutputLimit} bytes to one stream and was stopped"
            );
        }
        catch
        {
            // A line callback or the output's stream failed: that is the caller's error, and the program must not outlive it.
            await process.StopAsync(request.Grace);
            throw;
        }
    }

    private static ProcessFailedException Failed(
        ProcessRequest request,
        ChildStreams streams,
        Exception cause,
        ProcessFailure failure,
        string what
    ) => new(request, failure, $"{request.Program} {what}", errorTail: CommandText.Tail(streams.Error), innerException: cause);
}
