using System.Text.Json.Serialization;

namespace Phederation.Containers.Registry;

/// <summary>A page of tags.</summary>
internal sealed record RegistryTags([property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags);
