namespace Phederation.Fuzzing.Journals;

/// <summary>An oracle as a journal names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">What must hold.</param>
public sealed record JournalOracle(string Name, string Rule);
