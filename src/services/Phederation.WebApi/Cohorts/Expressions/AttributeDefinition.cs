namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Something that can be asked of an event.</summary>
/// <param name="Member">The member of the JSON.</param>
/// <param name="Kind">What it is compared with.</param>
/// <param name="Column">The column in SQL, or an expression of columns; the event is c.</param>
/// <param name="Needs">Which other tables the column comes from.</param>
/// <param name="ExcludeMember">The member that turns it round, null where there is none.</param>
internal sealed record AttributeDefinition(
    string Member,
    AttributeKind Kind,
    string Column,
    AttributeNeeds Needs = AttributeNeeds.None,
    string? ExcludeMember = null
);
