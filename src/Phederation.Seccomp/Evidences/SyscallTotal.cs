using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

/// <summary>A call's totals while evidence is made.</summary>
internal sealed class SyscallTotal(SyscallRecord call, EvidenceWitness first)
{
    private readonly SortedSet<string> _phases = new(StringComparer.Ordinal);
    private ulong _count;

    /// <summary>In how many steps it was made.</summary>
    public int Steps { get; private set; }

    public void Add(string phase, ulong count)
    {
        _phases.Add(phase);
        _count += count;
        Steps++;
    }

    public EvidenceSyscall ToEvidence() => new(call.Abi, call.Name, call.ByRuntime, _count, [.. _phases], Steps, first);
}
