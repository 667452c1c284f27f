namespace Phederation.Services.Hosting.Problems;

/// <summary>Ends a request with a problem, from wherever its handling has come to.</summary>
/// <param name="problem">What the client is told.</param>
/// <param name="innerException">The cause; the client is not told of it.</param>
public sealed class ProblemException(Problem problem, Exception? innerException = null) : Exception(problem.Title, innerException)
{
    /// <summary>Ends a request with a status and a reason.</summary>
    /// <param name="status">400 to 599.</param>
    /// <param name="detail">What is wrong, and how to mend it.</param>
    public ProblemException(int status, string detail)
        : this(Problem.Of(status, detail)) { }

    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;
}
