namespace Phederation.Processes;

/// <summary>Runs programs to their end.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a program and waits for its end; whatever its exit code, that is a result.</summary>
    /// <exception cref="ProcessFailedException">It could not be started, ran too long or wrote too much.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and all that it started are gone by then.</exception>
    Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken);
}
