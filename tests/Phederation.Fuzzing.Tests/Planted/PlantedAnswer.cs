namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>What a planted service answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null has none.</param>
/// <param name="Type">Its media type.</param>
internal sealed record PlantedAnswer(int Status, string? Body = null, string Type = "application/json")
{
    /// <summary>The headers.</summary>
    public List<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The same with another header.</summary>
    public PlantedAnswer With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };
}
