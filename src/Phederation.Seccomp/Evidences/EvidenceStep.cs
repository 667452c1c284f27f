namespace Phederation.Seccomp.Evidences;

/// <summary>A point of the discovery curve. All figures are of the program's calls, without the runtime's.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Calls">Calls made in it.</param>
/// <param name="Distinct">Distinct calls made in it.</param>
/// <param name="New">Distinct calls that no earlier step made.</param>
/// <param name="Known">Distinct calls made by its end.</param>
/// <param name="Run">In which run of the workload, from 1.</param>
public sealed record EvidenceStep(string Id, string Phase, ulong Calls, int Distinct, int New, int Known, int Run = 1);
