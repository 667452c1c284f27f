namespace Phederation.Seccomp.Evidences;

/// <summary>One run of the workload that evidence comes from.</summary>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Engine">The engine's name and version.</param>
/// <param name="Runtime">The container runtime's name and version.</param>
/// <param name="BackEnd">How it was observed.</param>
/// <param name="Distinct">Distinct calls of the program in it.</param>
/// <param name="Sha256">The SHA-256 of that run's own evidence, in hex, where it was merged with others; null for evidence of one run.</param>
public sealed record EvidenceRun(string Kernel, string Engine, string Runtime, string BackEnd, int Distinct, string? Sha256 = null);
