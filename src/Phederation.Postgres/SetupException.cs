namespace Phederation.Postgres;

/// <summary>Why a program can't be set up: what, where, and how to mend it. Nothing of a secret's content is in it.</summary>
/// <param name="problem">Its kind.</param>
/// <param name="message">What is wrong, and where.</param>
/// <param name="mend">What to do about it.</param>
/// <param name="innerException">The cause.</param>
public sealed class SetupException(SetupProblem problem, string message, string mend, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Its kind.</summary>
    public SetupProblem Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Mend { get; } = mend;
}
