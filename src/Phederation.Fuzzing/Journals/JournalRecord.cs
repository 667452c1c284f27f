namespace Phederation.Fuzzing.Journals;

/// <summary>An intact record of a journal's file.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Offset">Where its line begins, in bytes.</param>
/// <param name="Json">The record; valid until the next one is read.</param>
internal readonly record struct JournalRecord(int Line, long Offset, ReadOnlyMemory<byte> Json);
