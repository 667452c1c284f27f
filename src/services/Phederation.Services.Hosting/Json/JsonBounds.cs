namespace Phederation.Services.Hosting.Json;

/// <summary>How much JSON is read.</summary>
/// <param name="Bytes">The largest content, in bytes.</param>
/// <param name="Depth">The deepest nesting.</param>
public sealed record JsonBounds(int Bytes = 1024 * 1024, int Depth = 32)
{
    /// <summary>For what a form or a small program sends.</summary>
    public static JsonBounds Small { get; } = new();

    /// <summary>Whether content types such as application/fhir+json are taken too; application/json always is.</summary>
    public bool AcceptsSuffix { get; init; } = true;
}
