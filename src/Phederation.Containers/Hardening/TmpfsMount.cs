using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A folder in memory, empty at each start.</summary>
/// <param name="Path">In the container.</param>
/// <param name="Options">As mount(8) takes them: "size=64m,mode=1777,uid=999,gid=999"; a size is required.</param>
public sealed record TmpfsMount([property: JsonPropertyName("path")] string Path, [property: JsonPropertyName("options")] string Options);
