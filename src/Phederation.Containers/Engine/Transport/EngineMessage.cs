namespace Phederation.Containers.Engine.Transport;

/// <summary>The engine's error body.</summary>
internal sealed record EngineMessage([property: System.Text.Json.Serialization.JsonPropertyName("message")] string? Message);
