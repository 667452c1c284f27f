namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Breaks a draft in one way; returns what was broken, or null where the draft has no place for it.</summary>
internal delegate FaultLabel? Breaker(FaultDraft draft);
