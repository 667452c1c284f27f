using Phederation.Seccomp.Notification;

namespace Phederation.Seccomp.Supervision;

/// <summary>Counts refused calls; the first of each container and name is told of at once.</summary>
internal sealed class RefusedCalls(Action<RefusedCall>? tell)
{
    // A container that is started again and again must not fill the memory.
    private const int Most = 4 * 1024;
    private readonly Dictionary<(string Container, string Syscall), RefusedCall> _calls = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<RefusedCall> List()
    {
        lock (_lock)
        {
            return [.. _calls.Values];
        }
    }

    public void Add(string container, string syscall, int thread)
    {
        RefusedCall? first = null;
        lock (_lock)
        {
            if (_calls.TryGetValue((container, syscall), out var known))
            {
                _calls[(container, syscall)] = known with { Count = known.Count + 1 };
            }
            else if (_calls.Count < Most)
            {
                first = new RefusedCall(container, syscall, ThreadName.Of(thread), 1);
                _calls.Add((container, syscall), first);
            }
        }

        if (first is not null)
        {
            tell?.Invoke(first);
        }
    }
}
