using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>
/// Source-generated JSON of OCI documents. A name that occurs twice is refused: two readers could take different ones for the truth.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(DigestConverter)]
)]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(Descriptor))]
[JsonSerializable(typeof(LayoutMarker))]
internal sealed partial class OciJsonContext : JsonSerializerContext;
