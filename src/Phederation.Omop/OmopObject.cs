namespace Phederation.Omop;

/// <summary>A key, an index or a constraint of the data model.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Table">The table it is of.</param>
/// <param name="Fields">The table's fields, in its own order.</param>
/// <param name="References">What a foreign key refers to; null for the others.</param>
public sealed record OmopObject(
    OmopObjectKind Kind,
    string Name,
    string Table,
    IReadOnlyList<string> Fields,
    OmopReference? References = null
)
{
    /// <summary>Whether it is an index of its own rather than a constraint of its table.</summary>
    public bool IsIndex => Kind is OmopObjectKind.Index or OmopObjectKind.UniqueIndex;

    /// <summary>The fields as they are written in SQL and in messages.</summary>
    public string FieldList => string.Join(", ", Fields);
}
