using Phederation.Seccomp.Notification;
using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Supervision;

/// <summary>
/// Answers the calls that containers under a <see cref="SupervisedForm" /> may make only while they start. Each start opens a gate of its own; what says that
/// the service is healthy closes it. It fails closed: without a supervisor no such container starts, and when one dies the kernel answers those calls
/// with ENOSYS from then on, to services that no longer need them.
/// </summary>
public sealed class Supervisor : IDisposable
{
    // Starts that were forgotten by whoever closes gates; the oldest is closed for the newest.
    private const int MostGates = 1024;

    private readonly Dictionary<string, ContainerGate> _gates = new(StringComparer.Ordinal);
    private readonly Queue<ContainerGate> _order = [];
    private readonly RefusedCalls _refused;
    private readonly Lock _lock = new();
    private readonly ListenerSocket _socket;

    private Supervisor(string cgroup, Action<RefusedCall>? refused)
    {
        if (!RecorderPlatform.IsKnown)
        {
            throw RecorderPlatform.Unknown();
        }

        _refused = new RefusedCalls(refused);
        // What can't be taken over is closed, so that its calls are answered ENOSYS.
        _socket = new ListenerSocket(cgroup, JudgeOf, () => { });
    }

    /// <summary>The calls that were refused so far, each with how often.</summary>
    public IReadOnlyList<RefusedCall> Refused => _refused.List();

    /// <summary>Starts to supervise the containers below a cgroup.</summary>
    /// <param name="cgroup">The name of the cgroup: the engine's <c>CgroupParent</c> without a slash.</param>
    /// <param name="refused">Told of the first call of each name that a container is refused; on a thread of the supervisor's.</param>
    /// <exception cref="RecorderUnavailableException">No Linux on x86-64, no right to make the socket, or somebody supervises already.</exception>
    public static Supervisor Start(string cgroup, Action<RefusedCall>? refused = null) => new(cgroup, refused);

    /// <summary>Whether anybody supervises a cgroup now.</summary>
    public static bool IsThere(string cgroup) => ListenerSocket.IsAlive(ScopeNames.SocketOf(cgroup));

    /// <summary>The container is healthy: from now on it can't make the calls of its start.</summary>
    /// <param name="container">The container's ID.</param>
    /// <param name="process">Its first process, whose health it was: that of an earlier life closes nothing.</param>
    /// <returns>Whether it had them until now.</returns>
    public bool Close(string container, int process)
    {
        lock (_lock)
        {
            if (!_gates.TryGetValue(container, out var gate) || gate.IsClosed || gate.Process != process)
            {
                return false;
            }

            gate.Close();
            return true;
        }
    }

    /// <summary>The starts whose gates are open: each container's ID with its first process.</summary>
    public IReadOnlyList<(string Container, int Process)> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _gates.Values.Where(gate => !gate.IsClosed).Select(gate => (gate.Container, gate.Process))];
            }
        }
    }

    /// <summary>Closes every gate that is open.</summary>
    public void CloseAll()
    {
        lock (_lock)
        {
            foreach (var gate in _gates.Values)
            {
                gate.Close();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private SupervisingJudge JudgeOf(ContainerProcess process)
    {
        lock (_lock)
        {
            if (process.IsFirst && process.Container.Length > 0)
            {
                Add(new ContainerGate(process.Container, process.Process));
            }

            // Of a container whose start wasn't seen nothing is known: it gets nothing.
            return new SupervisingJudge(_gates.GetValueOrDefault(process.Container) ?? Closed(process.Container), _refused);
        }
    }

    private void Add(ContainerGate gate)
    {
        if (_gates.TryGetValue(gate.Container, out var last))
        {
            last.Close();
        }

        _gates[gate.Container] = gate;
        _order.Enqueue(gate);
        while (_order.Count > MostGates)
        {
            var oldest = _order.Dequeue();
            oldest.Close();
            if (_gates.GetValueOrDefault(oldest.Container) == oldest)
            {
                _gates.Remove(oldest.Container);
            }
        }
    }

    private static ContainerGate Closed(string container)
    {
        var gate = new ContainerGate(container, 0);
        gate.Close();
        return gate;
    }
}
