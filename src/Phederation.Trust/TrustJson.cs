using System.Text.Json.Serialization;
using Phederation.Trust.Releases;
using Phederation.Trust.Services;
using Phederation.Trust.Tuf;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust;

/// <summary>The JSON of this project's own formats: strict when reading, the same bytes for the same value when writing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = StrictJson.MaximumDepth,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(DsseEnvelope))]
[JsonSerializable(typeof(ReleaseManifest))]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class TrustJson : JsonSerializerContext;
