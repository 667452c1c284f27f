namespace Phederation.Seccomp.Evidences;

/// <summary>A call that was observed.</summary>
/// <param name="Abi">The ABI through which it was made.</param>
/// <param name="Name">Its name, or <c>#NUMBER</c> for one that no kernel has assigned.</param>
/// <param name="ByRuntime">Made by the container runtime before it exec'd the program.</param>
/// <param name="Count">How often.</param>
/// <param name="Phases">In which phases, in ordinal order.</param>
/// <param name="Steps">In how many steps.</param>
/// <param name="First">Who made it first.</param>
/// <param name="Runs">In how many runs of the workload.</param>
public sealed record EvidenceSyscall(
    SyscallAbi Abi,
    string Name,
    bool ByRuntime,
    ulong Count,
    IReadOnlyList<string> Phases,
    int Steps,
    EvidenceWitness First,
    int Runs = 1
)
{
    /// <summary>
    /// How often a program of the container made it while the service served, from its health on until its end was asked for. Null where that was not
    /// told apart: of the runtime's calls, and in files that were written before it was.
    /// </summary>
    public ulong? Serving { get; init; }
}
