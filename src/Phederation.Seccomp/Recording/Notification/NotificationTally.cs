using System.Globalization;
using System.Runtime.InteropServices;
using Phederation.Seccomp.Notification;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>Counts what the listeners receive. Calls of several containers may come at once.</summary>
internal sealed class NotificationTally
{
    // A caller that invents numbers or arguments must not fill the memory.
    private const int MostArguments = 16 * 1024;
    private const int MostCalls = 4 * 1024;
    private const int MonotonicClock = 1;

    private readonly Dictionary<(SyscallAbi Abi, uint Number, bool ByRuntime), (ulong Count, CallWitness First)> _calls = [];
    private readonly Dictionary<
        (SyscallAbi Abi, uint Number, bool ByRuntime, ArgumentValues Values),
        (ulong Count, CallWitness First)
    > _arguments = [];
    private readonly Dictionary<(SyscallAbi Abi, uint Number, int Errno), (ulong Count, CallWitness First)> _denials = [];
    private readonly Dictionary<(SyscallAbi Abi, uint Number), int[]> _selected = [];
    private readonly Dictionary<(SyscallAbi Abi, uint Number), ulong> _serving = [];
    private readonly Lock _lock = new();
    private bool _isServing;
    private ulong _lostCalls;
    private ulong _lostArguments;
    private ulong _lostDenials;
    private ulong _missed;

    /// <summary>Counts a call, whose caller still waits: its first one is asked who it is.</summary>
    public void Add(SyscallAbi abi, uint number, in SeccompNotice notice, bool byRuntime)
    {
        lock (_lock)
        {
            Count(_calls, (abi, number, byRuntime), (int)notice.Thread, MostCalls, ref _lostCalls);
            if (_isServing && !byRuntime && _serving.Count < MostCalls)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_serving, (abi, number), out _)++;
            }

            if (!_selected.TryGetValue((abi, number), out var indexes))
            {
                indexes = [.. ArgumentSelection.IndexesOf(SyscallTable.For(abi).Describe(number))];
                if (_selected.Count < MostCalls)
                {
                    _selected.Add((abi, number), indexes);
                }
            }

            if (indexes.Length > 0)
            {
                var values = new ArgumentValues(
                    indexes.Length,
                    (uint)notice.Arguments[indexes[0]],
                    indexes.Length > 1 ? (uint)notice.Arguments[indexes[1]] : 0,
                    indexes.Length > 2 ? (uint)notice.Arguments[indexes[2]] : 0
                );
                Count(_arguments, (abi, number, byRuntime, values), (int)notice.Thread, MostArguments, ref _lostArguments);
            }
        }
    }

    /// <summary>Counts a call that is refused.</summary>
    public void Deny(SyscallAbi abi, uint number, in SeccompNotice notice, int errno)
    {
        lock (_lock)
        {
            Count(_denials, (abi, number, errno), (int)notice.Thread, MostCalls, ref _lostDenials);
        }
    }

    /// <summary>Says whether the service serves from now on, or starts.</summary>
    public void Tell(bool isServing)
    {
        lock (_lock)
        {
            _isServing = isServing;
        }
    }

    /// <summary>Something happened that was not seen: the evidence must not be used.</summary>
    public void Miss()
    {
        lock (_lock)
        {
            _missed++;
        }
    }

    /// <summary>All so far.</summary>
    public RecorderSnapshot Read()
    {
        lock (_lock)
        {
            return new RecorderSnapshot(
                [
                    .. _calls
                        .Select(pair => new SyscallRecord(
                            pair.Key.Abi,
                            pair.Key.Number,
                            pair.Key.ByRuntime,
                            pair.Value.Count,
                            pair.Value.First
                        )
                        {
                            Serving = pair.Key.ByRuntime ? 0 : _serving.GetValueOrDefault((pair.Key.Abi, pair.Key.Number)),
                        })
                        .Concat(Unseen())
                        .OrderBy(call => (call.ByRuntime, call.Abi, call.Number)),
                ],
                [
                    .. _arguments
                        .Select(pair => new ArgumentRecord(
                            pair.Key.Abi,
                            pair.Key.Number,
                            pair.Key.ByRuntime,
                            pair.Key.Values.List(),
                            pair.Value.Count,
                            pair.Value.First
                        ))
                        .OrderBy(call => (call.ByRuntime, call.Abi, call.Number))
                        .ThenBy(call => string.Join(',', call.Values), StringComparer.Ordinal),
                ],
                [
                    .. _denials
                        .OrderBy(pair => pair.Key)
                        .Select(pair => new DenialRecord(
                            pair.Key.Abi,
                            pair.Key.Number,
                            pair.Key.Errno,
                            pair.Value.Count,
                            pair.Value.First
                        )),
                ],
                new RecorderLosses(0, _lostCalls, _lostArguments, _lostDenials, _missed)
            );
        }
    }

    // What can't wait is taken for granted, once, of every program that was seen at all: a profile without write would serve nobody.
    private IEnumerable<SyscallRecord> Unseen()
    {
        var first = _calls.Where(pair => !pair.Key.ByRuntime).Select(pair => pair.Value.First).MinBy(witness => witness.Nanoseconds);
        return first is null
            ? []
            : NotificationProfile.Unseen.Select(name => new SyscallRecord(
                SyscallAbi.X8664,
                SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value,
                false,
                1,
                first with
                {
                    Thread = "(assumed)",
                }
            )
            {
                Serving = 1,
            });
    }

    private static void Count<TKey>(
        Dictionary<TKey, (ulong Count, CallWitness First)> counts,
        TKey key,
        int thread,
        int most,
        ref ulong lost
    )
        where TKey : notnull
    {
        if (counts.TryGetValue(key, out var known))
        {
            counts[key] = known with { Count = known.Count + 1 };
        }
        else if (counts.Count < most)
        {
            counts.Add(key, (1, Witness(thread)));
        }
        else
        {
            lost++;
        }
    }

    private static CallWitness Witness(int thread)
    {
        _ = NativeMethods.ReadClock(MonotonicClock, out var now);
        try
        {
            const string field = "Tgid:";
            var line = File.ReadLines($"/proc/{thread}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
            var process = int.Parse(line.AsSpan(field.Length), CultureInfo.InvariantCulture);
            return new CallWitness(process, thread, ThreadName.Of(process), ThreadName.Of(thread), now.TotalNanoseconds);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            // It was killed while it waited; the call was made all the same.
            return new CallWitness(thread, thread, "?", "?", now.TotalNanoseconds);
        }
    }
}
