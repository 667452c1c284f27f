namespace Phederation.OmopJobs.Concepts;

/// <summary>A row to be loaded.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Columns">Where each field begins in its line, in the table's order of fields.</param>
/// <param name="Values">int, DateOnly, string or null each, in the table's order of fields.</param>
internal sealed record ConceptRow(int Line, IReadOnlyList<int> Columns, IReadOnlyList<object?> Values);
