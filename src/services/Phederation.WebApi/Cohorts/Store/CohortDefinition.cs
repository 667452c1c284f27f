using Phederation.WebApi.Data;

namespace Phederation.WebApi.Cohorts.Store;

/// <summary>A stored definition.</summary>
/// <param name="Item">Its name, and who made it when.</param>
/// <param name="ExpressionType">SIMPLE_EXPRESSION or CUSTOM_SQL, which is kept but not generated.</param>
/// <param name="Expression">Its JSON; null where only the list is read, or where there is none.</param>
internal sealed record CohortDefinition(StoredItem Item, string ExpressionType, string? Expression);
