using System.Text.Json.Serialization;

namespace Phederation.Containers.Registry;

/// <summary>A registry's error body.</summary>
internal sealed record RegistryErrors([property: JsonPropertyName("errors")] IReadOnlyList<RegistryError?>? Errors);
