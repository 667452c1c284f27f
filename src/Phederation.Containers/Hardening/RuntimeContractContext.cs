using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>Source-generated JSON of the contract.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = false,
    MaxDepth = 16,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(RuntimeContract))]
internal sealed partial class RuntimeContractContext : JsonSerializerContext;
