namespace Phederation.Fhir.Tests.Comparison;

/// <summary>One request, as it is sent to both servers.</summary>
/// <param name="Name">What it is about; no two have the same.</param>
/// <param name="Method">The method of HTTP.</param>
/// <param name="Path">The path below the base; {label} stands for the id that the server gave what was created under this label.</param>
internal sealed record Exchange(string Name, string Method, string Path)
{
    /// <summary>The body, with labels as in the path.</summary>
    public string? Body { get; init; }

    /// <summary>The body's type.</summary>
    public string Type { get; init; } = "application/fhir+json";

    /// <summary>Headers beside it.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The label of what it creates, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the order of a bundle's entries is part of the answer.</summary>
    public bool IsOrdered { get; init; }

    public override string ToString() => Name;
}
