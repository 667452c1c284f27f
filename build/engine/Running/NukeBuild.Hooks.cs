using Nuke.Common.Execution;

namespace Nuke.Common;

/// <remarks>What Nuke.Common lacks: a build that uses these keeps it in a file that only this engine compiles.</remarks>
public abstract partial class NukeBuild
{
    /// <summary>
    /// Cancelled when the user interrupts the build. Targets that are assured after a failure get a token that is not: they clean up.
    /// </summary>
    protected static CancellationToken CancellationToken => BuildContext.Current.Cancellation;

    /// <summary>What the exit codes mean, for the help.</summary>
    protected virtual IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [(0, "done"), (BuildUsageException.ExitCode, "the command line is wrong"), (130, "interrupted"), (255, "the build failed")];

    /// <summary>A more exact exit code for the exception that failed the build; null for 255, which also prints its stack.</summary>
    protected virtual int? ExitCodeOf(Exception exception) => null;

    internal IReadOnlyList<(int Code, string Meaning)> AllExitCodes => ExitCodes;

    internal int? ExactExitCode(Exception exception) => ExitCodeOf(exception);
}
