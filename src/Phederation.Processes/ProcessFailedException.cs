namespace Phederation.Processes;

/// <summary>A program could not be run, or did not do what was asked of it.</summary>
public sealed class ProcessFailedException : Exception
{
    internal ProcessFailedException(
        ProcessRequest request,
        ProcessFailure failure,
        string what,
        int? exitCode = null,
        string errorTail = "",
        Exception? innerException = null
    )
        : base(Describe(request, what, errorTail), innerException)
    {
        Program = request.Program;
        Arguments = request.Arguments;
        Failure = failure;
        ExitCode = exitCode;
        ErrorTail = errorTail;
    }

    /// <summary>The program as it was asked for.</summary>
    public string Program { get; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>What kind of failure it is.</summary>
    public ProcessFailure Failure { get; }

    /// <summary>The exit code (128 + signal where a signal ended it); null when the program didn't end by itself.</summary>
    public int? ExitCode { get; }

    /// <summary>The end of what the program wrote to standard error, or to standard output where that is empty.</summary>
    public string ErrorTail { get; }

    private static string Describe(ProcessRequest request, string what, string errorTail)
    {
        var command = $"{what} (the command: {CommandText.Shorten(request.ToString())})";
        return errorTail.Length == 0 ? command : $"{command}{Environment.NewLine}{errorTail}";
    }
}
