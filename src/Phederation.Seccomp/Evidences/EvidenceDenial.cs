namespace Phederation.Seccomp.Evidences;

/// <summary>A call that a filter denied while learning: it should be none.</summary>
/// <param name="Abi">The ABI of the call.</param>
/// <param name="Name">The call.</param>
/// <param name="Errno">The answer; 0 for a kill.</param>
/// <param name="Count">How often.</param>
/// <param name="First">Who was denied first.</param>
public sealed record EvidenceDenial(SyscallAbi Abi, string Name, int Errno, ulong Count, EvidenceWitness First);
