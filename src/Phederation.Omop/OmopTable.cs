namespace Phederation.Omop;

/// <summary>A table of the data model.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Fields">Its fields, in the order in which files without a header list them.</param>
public sealed record OmopTable(string Name, IReadOnlyList<OmopField> Fields);
