namespace Phederation.Fuzzing.Journals;

/// <summary>The orderly end of a campaign or of a part of it.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="At">When, in the campaign's own time.</param>
public sealed record JournalEnd(EndReason Reason, TimeSpan At);
