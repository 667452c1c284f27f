namespace Phederation.Seccomp.Evidences;

/// <summary>A combination of scalar arguments that was observed.</summary>
/// <param name="Abi">The ABI of the call.</param>
/// <param name="Name">The call.</param>
/// <param name="ByRuntime">Made by the container runtime.</param>
/// <param name="Values">The low 32 bits of the arguments that <see cref="Recording.ArgumentSelection.IndexesOf" /> names.</param>
/// <param name="Count">How often.</param>
/// <param name="First">Who made it first.</param>
public sealed record EvidenceArgument(
    SyscallAbi Abi,
    string Name,
    bool ByRuntime,
    IReadOnlyList<uint> Values,
    ulong Count,
    EvidenceWitness First
);
