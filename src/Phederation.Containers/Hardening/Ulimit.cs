using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A resource limit of each process (setrlimit).</summary>
/// <param name="Name">"nofile", "core", "nproc"…</param>
/// <param name="Soft">What the process starts with.</param>
/// <param name="Hard">What it may raise it to.</param>
public sealed record Ulimit(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("soft")] long Soft,
    [property: JsonPropertyName("hard")] long Hard
);
