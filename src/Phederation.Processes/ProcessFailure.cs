namespace Phederation.Processes;

/// <summary>Why a run failed.</summary>
public enum ProcessFailure
{
    /// <summary>The program ended with an exit code other than zero.</summary>
    ExitCode,

    /// <summary>The program is not installed.</summary>
    NotFound,

    /// <summary>The program, or the folder to run in, could not be used: no permission, not a program, no such folder.</summary>
    NotStarted,

    /// <summary>The program ran longer than it may and was stopped.</summary>
    TimedOut,

    /// <summary>The program wrote more than is kept and was stopped.</summary>
    TooMuchOutput,
}
