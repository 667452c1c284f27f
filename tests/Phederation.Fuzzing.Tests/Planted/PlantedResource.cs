using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>A resource at a planted service.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Who made it.</param>
internal sealed record PlantedResource(string Type, string Id, string Owner)
{
    /// <summary>Its versions, the first first; null is a deletion.</summary>
    public List<JsonObject?> Versions { get; } = [];

    /// <summary>What it is; null when it is deleted.</summary>
    public JsonObject? Current => Versions[^1];

    /// <summary>Whether something in it has a text: faults that concern one kind of scenario only go by it.</summary>
    public bool Says(string text) => Versions[0]!.ToJsonString().Contains(text, StringComparison.Ordinal);
}
