namespace Nuke.Common.Execution;

/// <summary>A file of parameters is malformed; the message starts with file:line:column.</summary>
internal sealed class ParameterFileException(string message) : Exception(message)
{
    /// <summary>The process's exit code for it.</summary>
    public const int ExitCode = 3;
}
