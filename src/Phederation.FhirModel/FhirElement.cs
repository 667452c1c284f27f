namespace Phederation.FhirModel;

/// <summary>An element of a type.</summary>
/// <param name="Name">The name, without the mark of a choice.</param>
/// <param name="IsChoice">Whether the property's name ends in the type.</param>
/// <param name="Min">How often it must be there.</param>
/// <param name="IsMany">Whether it is an array in JSON.</param>
/// <param name="IsForbidden">Whether it must not be there (a maximum of 0).</param>
/// <param name="InSummary">Whether a summary has it.</param>
/// <param name="Codes">The codes that are allowed, or null for any.</param>
public sealed record FhirElement(string Name, bool IsChoice, int Min, bool IsMany, bool IsForbidden, bool InSummary, CodeSet? Codes)
{
    /// <summary>The properties that hold it: one, or one for each type of a choice.</summary>
    public IReadOnlyList<string> Properties { get; internal set; } = [];
}
