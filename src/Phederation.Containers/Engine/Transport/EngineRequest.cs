namespace Phederation.Containers.Engine.Transport;

/// <summary>One request: what it is in words (for errors), and how it is sent.</summary>
internal sealed record EngineRequest(string Operation, HttpMethod Method, string Path)
{
    public HttpContent? Content { get; init; }

    /// <summary>Extra headers, such as X-Registry-Auth.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the answer may take; null for streams, which end when their work does.</summary>
    public TimeSpan? TimeLimit { get; init; } = EngineLimits.PlainCall;

    /// <summary>Outside the versioned part of the API (only the ping that negotiates the version).</summary>
    public bool IsUnversioned { get; init; }

    public static EngineRequest Get(string operation, string path) => new(operation, HttpMethod.Get, path);

    public static EngineRequest Post(string operation, string path) => new(operation, HttpMethod.Post, path);

    public static EngineRequest Delete(string operation, string path) => new(operation, HttpMethod.Delete, path);

    public EngineRequest Streaming() => this with { TimeLimit = null };
}
