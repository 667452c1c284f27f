namespace Nuke.Common.Execution;

/// <summary>The command line (or what stands in its place) is wrong: an unknown target or parameter, a bad or missing value.</summary>
internal sealed class BuildUsageException(string message) : Exception(message)
{
    /// <summary>The process's exit code for it.</summary>
    public const int ExitCode = 2;
}
