namespace Phederation.Containers.Engine;

/// <summary>A process to be started in a running container.</summary>
/// <param name="Command">The program and its arguments; no shell is involved.</param>
public sealed record ExecRequest(IReadOnlyList<string> Command)
{
    /// <summary>"uid", "uid:gid" or a name; null for the container's user.</summary>
    public string? User { get; init; }
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the container's. Visible to everyone who may inspect: no secrets.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Sent to standard input, which then ends; null gives no input.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>Gives the process a terminal: both outputs arrive as one.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Bytes kept of each output; the rest is read and dropped, which <see cref="ExecResult.IsTruncated"/> tells.</summary>
    public int OutputLimit { get; init; } = 16 << 20;
}
