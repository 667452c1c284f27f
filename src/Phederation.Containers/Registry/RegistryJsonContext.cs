using System.Text.Json.Serialization;

namespace Phederation.Containers.Registry;

/// <summary>Source-generated JSON of registries' answers.</summary>
[JsonSourceGenerationOptions(MaxDepth = 32)]
[JsonSerializable(typeof(RegistryErrors))]
[JsonSerializable(typeof(RegistryToken))]
[JsonSerializable(typeof(RegistryTags))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext;
