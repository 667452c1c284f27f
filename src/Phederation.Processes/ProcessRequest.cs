namespace Phederation.Processes;

/// <summary>One program to run. Arguments go to the program as they are: no shell reads them, so nothing has to be quoted.</summary>
/// <remarks>Command lines are visible to every user of the machine: secrets go through <see cref="Input"/> or a file.</remarks>
public sealed record ProcessRequest
{
    /// <summary>A program's name, looked up like a shell does and then in the system's sbin folders, or its path.</summary>
    public required string Program { get; init; }

    /// <summary>The arguments after the program's name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder to run in; null is this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set over this process's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads from its standard input; null is an empty input, never this process's own.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>
    /// What the program reads from its standard input instead of <see cref="Input"/>, as it comes; not disposed of. A failed read ends the
    /// program: it must not take the beginning for the whole.
    /// </summary>
    public Stream? InputFrom { get; init; }

    /// <summary>Called for each line of standard output as it comes, without its line end; lines over 64 KiB come in pieces.</summary>
    public Action<string>? OnOutputLine { get; init; }

    /// <summary>Called for each line of standard error as it comes; may run at the same time as <see cref="OnOutputLine"/>.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Takes the bytes of standard output instead of <see cref="ProcessResult.Output"/>, without a limit; stays open.</summary>
    public Stream? OutputTo { get; init; }

    /// <summary>How long the program may run before it is stopped and the run fails; null is for ever.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How long a program that is asked to stop (SIGTERM) may take before its whole tree is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes are kept of standard output, and as many of standard error.</summary>
    public int OutputLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>What happens to a stream that exceeds <see cref="OutputLimit"/>.</summary>
    public OutputOverflow Overflow { get; init; } = OutputOverflow.Fail;

    /// <summary>The command for people to read: arguments that a shell would split are quoted. Never run this text.</summary>
    public override string ToString() => CommandText.Of(Program, Arguments);
}
