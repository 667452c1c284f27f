using Phederation.Seccomp.Evidences;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>What a trace brought.</summary>
/// <param name="Evidence">The syscalls that were made, by whom and when; nothing was lost.</param>
/// <param name="Transcript">What the service answered meanwhile: a replay must get the same.</param>
/// <param name="Notice">What a person must know of how it was recorded; null where there is nothing.</param>
public sealed record TraceResult(Evidence Evidence, Transcript Transcript, string? Notice = null);
