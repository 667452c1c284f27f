using System.Text.Json.Serialization;

namespace Phederation.Testing.Service;

/// <summary>How the sample's values are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Person))]
internal sealed partial class SampleJson : JsonSerializerContext;
