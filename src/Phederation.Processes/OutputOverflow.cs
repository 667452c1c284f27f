namespace Phederation.Processes;

/// <summary>What happens when a program writes more than is kept of it.</summary>
public enum OutputOverflow
{
    /// <summary>The program is stopped and the run fails: a cut answer must not be read as a whole one.</summary>
    Fail,

    /// <summary>Only the end is kept: for logs, where the end says why something failed.</summary>
    KeepEnd,
}
