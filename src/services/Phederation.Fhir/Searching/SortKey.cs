namespace Phederation.Fhir.Searching;

/// <summary>One step of an order.</summary>
/// <param name="Code">The search parameter, or _id or _lastUpdated.</param>
/// <param name="IsDescending">Whether the largest come first.</param>
internal sealed record SortKey(string Code, bool IsDescending);
