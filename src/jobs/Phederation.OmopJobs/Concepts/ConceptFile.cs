namespace Phederation.OmopJobs.Concepts;

/// <summary>A file that was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it is for.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ConceptFile(string Name, ConceptTable Table, IReadOnlyList<ConceptRow> Rows);
