namespace Phederation.Seccomp.Supervision;

/// <summary>Whether the calls of a container's start still pass. It closes once, and stays so for the life of the container's first process.</summary>
internal sealed class ContainerGate(string container, int process)
{
    private volatile bool _isClosed;

    public string Container { get; } = container;

    /// <summary>The container's first process, by its number on this machine.</summary>
    public int Process { get; } = process;

    public bool IsClosed => _isClosed;

    public void Close() => _isClosed = true;
}
