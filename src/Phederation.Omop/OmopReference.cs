namespace Phederation.Omop;

/// <summary>What a field refers to.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Field">The field's name: the table's primary key.</param>
public sealed record OmopReference(string Table, string Field);
