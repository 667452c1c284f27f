using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A folder that outlives the container.</summary>
/// <param name="Name">The contract's name for it; a site chooses the real volume.</param>
/// <param name="Path">In the container.</param>
public sealed record VolumeMount([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("path")] string Path)
{
    /// <summary>The container reads it and can't write it.</summary>
    [JsonPropertyName("readOnly")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReadOnly { get; init; }
}
