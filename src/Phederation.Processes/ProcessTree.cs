using Phederation.Processes.Native;

namespace Phederation.Processes;

/// <summary>
/// A process and all that it started, found through /proc. Processes are remembered once seen: when a parent ends, its children get
/// another parent, and only the memory still ties them to the tree. Where the root leads a session, all of its session belong too:
/// that catches also those that lost their parent before the first look.
/// </summary>
internal sealed class ProcessTree(ProcessIdentity root, bool leadsSession, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    // A killed process can stay for as long as the kernel waits for a device in its name.
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Member> _members = new() { [root.ProcessId] = new Member(root) };
    private bool _leadsSession = leadsSession;

    private sealed class Member(ProcessIdentity identity)
    {
        public ProcessIdentity Identity { get; } = identity;

        public bool WasAsked { get; set; }
    }

    /// <summary>
    /// The root is asked to end first, as it may have an order in which to end the others; those that outlive it are asked next;
    /// whatever is left after the grace is killed. A cancellation cuts the grace short: the kill always happens.
    /// </summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (Refresh() is { Count: > 0 } alive)
        {
            if (cancellationToken.IsCancellationRequested || time.GetElapsedTime(start) >= grace)
            {
                await KillAsync();
                return;
            }

            Ask(alive);
            await Task.Delay(Tick, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Kills every member at once, and waits until they are gone.</summary>
    public async Task KillAsync()
    {
        var start = time.GetTimestamp();
        while (Refresh() is { Count: > 0 } alive && time.GetElapsedTime(start) < KillLimit)
        {
            foreach (var member in alive)
            {
                _ = LibC.Kill(member.Identity.ProcessId, LibC.SignalKill);
            }

            // Not cancelled: what was started must not be left behind.
            await Task.Delay(Tick, time, CancellationToken.None);
        }
    }

    private void Ask(List<Member> alive)
    {
        var rootLives = alive.Exists(member => member.Identity == root);
        foreach (var member in alive.Where(member => !member.WasAsked && (!rootLives || member.Identity == root)))
        {
            member.WasAsked = true;
            _ = LibC.Kill(member.Identity.ProcessId, LibC.SignalTerminate);
        }
    }

    // The members that still run, after adding what they started since the last look.
    private List<Member> Refresh()
    {
        var processes = ProcessStat.ReadAll();
        var byId = new Dictionary<int, ProcessStat>(processes.Count);
        foreach (var process in processes)
        {
            byId[process.ProcessId] = process;
        }

        foreach (var (id, member) in _members.ToArray())
        {
            if (!byId.TryGetValue(id, out var now) || now.StartTicks != member.Identity.StartTicks)
            {
                _members.Remove(id);
            }
        }

        if (byId.TryGetValue(root.ProcessId, out var first))
        {
            // A session's id is that of its leader; the id of another process than the root means that the root's session is over.
            _leadsSession = first.StartTicks == root.StartTicks ? _leadsSession || first.SessionId == root.ProcessId : false;
        }

        AddDescendants(processes);
        return [.. _members.Values.Where(member => byId[member.Identity.ProcessId].IsAlive)];
    }

    private void AddDescendants(IReadOnlyList<ProcessStat> processes)
    {
        var children = processes.ToLookup(process => process.ParentId);
        if (_leadsSession)
        {
            foreach (var process in processes.Where(process => process.SessionId == root.ProcessId))
            {
                Remember(process);
            }
        }

        var open = new Queue<int>(_members.Keys);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(Remember))
            {
                open.Enqueue(child.ProcessId);
            }
        }
    }

    private bool Remember(ProcessStat process) =>
        _members.TryAdd(process.ProcessId, new Member(new ProcessIdentity(process.ProcessId, process.StartTicks)));
}
