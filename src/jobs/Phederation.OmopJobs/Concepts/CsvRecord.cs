namespace Phederation.OmopJobs.Concepts;

/// <summary>A record of a file.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<CsvField> Fields);
