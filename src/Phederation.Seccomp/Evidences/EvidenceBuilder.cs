using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

/// <summary>
/// Makes evidence of a recorder's snapshots, one per step of a workload. What happens between two steps counts for the later one.
/// </summary>
/// <param name="subject">What is observed.</param>
/// <param name="backEnd">How: <see cref="ISyscallRecorder.BackEnd" />.</param>
public sealed class EvidenceBuilder(EvidenceSubject subject, string backEnd)
{
    private readonly List<EvidenceStep> _steps = [];
    private readonly Dictionary<(bool ByRuntime, SyscallAbi Abi, uint Number), SyscallTotal> _calls = [];
    private readonly Dictionary<ArgumentKey, EvidenceArgument> _arguments = [];
    private readonly Dictionary<(SyscallAbi Abi, uint Number, int Errno), EvidenceDenial> _denials = [];
    private RecorderSnapshot _last = RecorderSnapshot.Empty;

    /// <summary>A step ended.</summary>
    /// <param name="stepId">The step's id.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="snapshot">All that the recorder has recorded so far.</param>
    public void EndStep(string stepId, string phase, RecorderSnapshot snapshot)
    {
        var (known, distinct, calls) = (Known(), 0, 0UL);
        var before = _last.Calls.ToDictionary(call => (call.ByRuntime, call.Abi, call.Number), call => call.Count);
        foreach (var call in snapshot.Calls)
        {
            var key = (call.ByRuntime, call.Abi, call.Number);
            var added = call.Count - before.GetValueOrDefault(key);
            if (added == 0)
            {
                continue;
            }

            if (!_calls.TryGetValue(key, out var total))
            {
                _calls.Add(key, total = new SyscallTotal(call, Witness(stepId, phase, call.First)));
            }

            total.Add(phase, added, call.Serving);
            distinct += call.ByRuntime ? 0 : 1;
            calls += call.ByRuntime ? 0 : added;
        }

        AddArguments(stepId, phase, snapshot);
        AddDenials(stepId, phase, snapshot);
        _last = snapshot;
        _steps.Add(new EvidenceStep(stepId, phase, calls, distinct, Known() - known, Known()));
    }

    /// <summary>The evidence so far.</summary>
    public Evidence Build()
    {
        EvidenceSyscall[] syscalls =
        [
            .. _calls
                .Values.Select(total => total.ToEvidence())
                .OrderBy(call => (call.ByRuntime, call.Abi))
                .ThenBy(call => call.Name, StringComparer.Ordinal),
        ];
        return new()
        {
            Subject = subject,
            BackEnd = backEnd,
            Runs = [Evidence.RunOf(subject, backEnd, syscalls)],
            Losses = _last.Losses,
            Steps = [.. _steps],
            Syscalls = syscalls,
            Arguments =
            [
                .. _arguments
                    .OrderBy(pair => (pair.Key.ByRuntime, pair.Key.Abi))
                    .ThenBy(pair => pair.Value.Name, StringComparer.Ordinal)
                    .ThenBy(pair => pair.Key.Values, StringComparer.Ordinal)
                    .Select(pair => pair.Value),
            ],
            Denials = [.. _denials.OrderBy(pair => pair.Key).Select(pair => pair.Value)],
            Unseen = UnseenEstimate.Of(_steps.Count, [.. _calls.Where(pair => !pair.Key.ByRuntime).Select(pair => pair.Value.Steps)]),
        };
    }

    private static EvidenceWitness Witness(string step, string phase, CallWitness first) =>
        new(step, phase, first.Process, first.Thread, first.ProcessId, first.ThreadId);

    private int Known() => _calls.Keys.Count(key => !key.ByRuntime);

    private void AddArguments(string step, string phase, RecorderSnapshot snapshot)
    {
        var before = _last.Arguments.ToDictionary(ArgumentKey.Of, argument => argument.Count);
        foreach (var argument in snapshot.Arguments)
        {
            var key = ArgumentKey.Of(argument);
            var added = argument.Count - before.GetValueOrDefault(key);
            if (added > 0)
            {
                _arguments[key] = _arguments.TryGetValue(key, out var known)
                    ? known with
                    {
                        Count = known.Count + added,
                    }
                    : new EvidenceArgument(
                        argument.Abi,
                        argument.Name,
                        argument.ByRuntime,
                        argument.Values,
                        added,
                        Witness(step, phase, argument.First)
                    );
            }
        }
    }

    private void AddDenials(string step, string phase, RecorderSnapshot snapshot)
    {
        foreach (var denial in snapshot.DenialsSince(_last))
        {
            var key = (denial.Abi, denial.Number, denial.Errno);
            _denials[key] = _denials.TryGetValue(key, out var known)
                ? known with
                {
                    Count = known.Count + denial.Count,
                }
                : new EvidenceDenial(denial.Abi, denial.Name, denial.Errno, denial.Count, Witness(step, phase, denial.First));
        }
    }
}
