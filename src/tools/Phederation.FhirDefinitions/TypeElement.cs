namespace Phederation.FhirDefinitions;

/// <summary>An element of a type: its types by name, with the targets of a reference.</summary>
internal sealed record TypeElement(
    string Name,
    int Min,
    string Max,
    IReadOnlyList<(string Name, string Targets)> Types,
    string? Binding,
    bool InSummary = false
)
{
    /// <summary>The element's name without the mark of a choice.</summary>
    public string Stem => Name.EndsWith("[x]", StringComparison.Ordinal) ? Name[..^3] : Name;

    public bool IsChoice => Name.EndsWith("[x]", StringComparison.Ordinal);

    /// <summary>The property in JSON when the value is of a type.</summary>
    public string Property(string type) => IsChoice ? Stem + char.ToUpperInvariant(type[0]) + type[1..] : Name;
}
