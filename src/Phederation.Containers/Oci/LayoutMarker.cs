using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>The file "oci-layout".</summary>
internal sealed record LayoutMarker([property: JsonPropertyName("imageLayoutVersion")] string? ImageLayoutVersion);
