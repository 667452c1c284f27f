using Phederation.Omop;

namespace Phederation.OmopJobs.Indexes;

/// <summary>A key, index or constraint that the database has.</summary>
/// <param name="Kind">What it is; null when it is of a kind that the data model has none of.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it is of.</param>
/// <param name="Fields">Its fields, in its order; null when it holds an expression.</param>
/// <param name="References">What a foreign key refers to.</param>
/// <param name="IsPlain">It has no condition, no included field, no action and no order of its own, and can be used.</param>
/// <param name="IsValidated">Every row was held to it.</param>
internal sealed record FoundObject(
    OmopObjectKind? Kind,
    string Name,
    string Table,
    IReadOnlyList<string>? Fields,
    OmopReference? References,
    bool IsPlain,
    bool IsValidated
)
{
    /// <summary>Whether it does what the data model asks for, whatever its name is.</summary>
    public bool IsLike(OmopObject item) =>
        IsPlain
        && Kind == item.Kind
        && Table == item.Table
        && References == item.References
        && Fields is not null
        && Fields.SequenceEqual(item.Fields);
}
