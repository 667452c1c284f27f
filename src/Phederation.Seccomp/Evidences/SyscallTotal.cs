using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

/// <summary>A call's totals while evidence is made.</summary>
internal sealed class SyscallTotal(SyscallRecord call, EvidenceWitness first)
{
    private readonly SortedSet<string> _phases = new(StringComparer.Ordinal);
    private ulong _count;
    private ulong _serving;

    /// <summary>In how many steps it was made.</summary>
    public int Steps { get; private set; }

    /// <summary>Adds what a step showed.</summary>
    /// <param name="phase">The step's phase.</param>
    /// <param name="count">How often, in this step.</param>
    /// <param name="serving">How often while the service served, since the beginning.</param>
    public void Add(string phase, ulong count, ulong serving)
    {
        _serving = serving;
        _phases.Add(phase);
        _count += count;
        Steps++;
    }

    public EvidenceSyscall ToEvidence() =>
        new(call.Abi, call.Name, call.ByRuntime, _count, [.. _phases], Steps, first) { Serving = call.ByRuntime ? null : _serving };
}
