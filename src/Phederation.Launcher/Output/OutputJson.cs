using System.Text.Json.Serialization;
using Phederation.Site.Lifecycle;

namespace Phederation.Launcher.Output;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SiteStatus))]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
