namespace Phederation.Processes;

/// <summary>What a program that ended by itself left.</summary>
/// <param name="ExitCode">Its exit code; 128 + signal where a signal ended it.</param>
/// <param name="Output">Standard output as UTF-8; bytes that are not become U+FFFD.</param>
/// <param name="Error">Standard error, likewise.</param>
/// <param name="Elapsed">From its start until it ended and its output was read.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    /// <summary>This result if the exit code is zero.</summary>
    /// <param name="request">What was run, for the message.</param>
    /// <exception cref="ProcessFailedException">The exit code is another.</exception>
    public ProcessResult EnsureSuccess(ProcessRequest request)
    {
        if (ExitCode == 0)
        {
            return this;
        }

        var tail = CommandText.Tail(string.IsNullOrWhiteSpace(Error) ? Output : Error);
        throw new ProcessFailedException(
            request,
            ProcessFailure.ExitCode,
            $"{request.Program} failed with {CommandText.OfExit(ExitCode)}",
            ExitCode,
            tail
        );
    }
}
