namespace Phederation.Seccomp;

/// <summary>A profile or evidence file is not what it should be.</summary>
public sealed class SeccompFormatException : Exception
{
    /// <summary>Says in which file and where in it (a JSON path) what is wrong.</summary>
    public SeccompFormatException(string source, string path, string problem, Exception? innerException = null)
        : base($"{source}: at {path}: {problem}", innerException)
    {
        File = source;
        Path = path;
        Problem = problem;
    }

    /// <summary>The file's name as given to the reader.</summary>
    public string File { get; }

    /// <summary>Where in it: <c>$</c>, <c>$.syscalls[3].action</c>.</summary>
    public string Path { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
