namespace Phederation.Trust.Verdicts;

/// <summary>A verdict whose signature holds, or why it is refused: one of the two is null.</summary>
/// <param name="Verdict">The verdict; null when it is refused.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
public sealed record VerdictVerification(Verdict? Verdict, Refusal? Refusal);
