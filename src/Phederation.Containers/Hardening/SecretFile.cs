using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A secret that the container reads from /run/secrets/NAME.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Generate">A site makes it up when it has none.</param>
public sealed record SecretFile([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("generate")] bool Generate);
