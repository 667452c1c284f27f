namespace Phederation.Omop;

/// <summary>A field of a table of the data model.</summary>
/// <param name="Name">Its name, in lower case and without quotes.</param>
/// <param name="Type">Its PostgreSQL type: integer, numeric, date, timestamp, text or varchar(n).</param>
/// <param name="IsRequired">It may not be null.</param>
/// <param name="IsKey">It is of the table's primary key, which may have several fields.</param>
/// <param name="References">The field that it refers to, or null.</param>
public sealed record OmopField(string Name, string Type, bool IsRequired, bool IsKey, OmopReference? References);
