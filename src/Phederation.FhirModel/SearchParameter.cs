namespace Phederation.FhirModel;

/// <summary>A search parameter of a resource type.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Code">Its name in a query.</param>
/// <param name="Kind">What it compares.</param>
/// <param name="Id">The last part of its definition's address.</param>
/// <param name="Targets">What a reference may refer to; null is anything.</param>
/// <param name="Paths">Where its values are.</param>
public sealed record SearchParameter(
    string Type,
    string Code,
    SearchKind Kind,
    string Id,
    IReadOnlyList<string>? Targets,
    IReadOnlyList<SearchPath> Paths
)
{
    /// <summary>The number by which rows of the index name it.</summary>
    public int Number { get; } = NumberOf($"{Type}.{Code}");

    /// <summary>The number of the displayed texts of a token, which :text looks through.</summary>
    public int TextNumber { get; } = NumberOf($"{Type}.{Code}:text");

    /// <summary>The number of the identifiers in references.</summary>
    public int IdentifierNumber { get; } = NumberOf($"{Type}.{Code}:identifier");

    /// <summary>The number of identifiers with their types.</summary>
    public int OfTypeNumber { get; } = NumberOf($"{Type}.{Code}:of-type");

    /// <summary>
    /// The parameters whose rows it is found by: itself, or others that look at the same places, so that nothing is written twice
    /// (Observation's combo-code is its code and its component-code).
    /// </summary>
    public IReadOnlyList<SearchParameter> Stored { get; internal set; } = [];

    /// <summary>The type that a reference must be to, where the rows of another parameter hold more (patient is subject, where it is one).</summary>
    public string? OnlyTarget { get; internal set; }

    /// <summary>Whether rows are written for it.</summary>
    public bool IsStored => Stored.Count == 1 && ReferenceEquals(Stored[0], this);

    /// <summary>The parts of a composite.</summary>
    public IReadOnlyList<SearchParameter> Parts { get; internal set; } = [];

    /// <summary>
    /// FNV-1a: a number that is the same on every machine and in every version, so that an index outlives an upgrade. That no two parameters
    /// share one is held by a test.
    /// </summary>
    public static int NumberOf(string name)
    {
        var hash = 2166136261u;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return unchecked((int)hash);
    }
}
