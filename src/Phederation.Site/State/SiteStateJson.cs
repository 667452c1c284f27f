using System.Text.Json.Serialization;

namespace Phederation.Site.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 8
)]
[JsonSerializable(typeof(SiteState))]
internal sealed partial class SiteStateJson : JsonSerializerContext;
