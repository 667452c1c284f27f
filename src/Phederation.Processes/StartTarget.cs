namespace Phederation.Processes;

/// <summary>Checks what is to be started, so that every way of starting fails with the same words.</summary>
internal static class StartTarget
{
    /// <summary>The program's absolute path.</summary>
    public static string Resolve(ProcessRequest request)
    {
        if (request.WorkingDirectory is { } folder && !Directory.Exists(folder))
        {
            throw new ProcessFailedException(
                request,
                ProcessFailure.NotStarted,
                $"{request.Program} was not started: there is no folder '{folder}' to run it in"
            );
        }

        var searchPath = request.Environment.TryGetValue("PATH", out var changed) ? changed : Environment.GetEnvironmentVariable("PATH");
        var path =
            Programs.Find(request.Program, searchPath)
            ?? throw new ProcessFailedException(
                request,
                ProcessFailure.NotFound,
                $"the program '{request.Program}' is not there; {Programs.Advice(request.Program)}"
            );
        return Programs.IsExecutable(path) ? path : throw NotStarted(request, path, "it is not executable");
    }

    /// <summary>The error for a program that is there but was refused by the system.</summary>
    public static ProcessFailedException NotStarted(ProcessRequest request, string path, string reason, Exception? inner = null) =>
        new(
            request,
            ProcessFailure.NotStarted,
            $"'{path}' was not started: {reason}; check the file and its permissions",
            innerException: inner
        );
}
