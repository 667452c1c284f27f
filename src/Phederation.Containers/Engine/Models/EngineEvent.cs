using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>Something that happened in the engine.</summary>
public sealed record EngineEvent
{
    /// <summary>"container", "image", "volume", "network", "daemon"…</summary>
    public string Type { get; init; } = "";

    /// <summary>"create", "start", "die", "health_status: healthy", "oom"…</summary>
    public string Action { get; init; } = "";
    public EngineActor Actor
    {
        get;
        init => field = value ?? new();
    } = new();

    /// <summary>Nanoseconds since 1970.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }
}
