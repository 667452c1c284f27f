namespace Phederation.Fuzzing.Exchanges;

/// <summary>One HTTP request as it goes to the target. Credentials are not in it: they belong to the actor, and are added when it is sent.</summary>
public sealed record FuzzRequest
{
    /// <summary>The method; fuzzing also sends ones that HTTP doesn't know.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, relative to the target's base; begins with a slash unless it is empty. Sent as it is, without repair.</summary>
    public required string Path { get; init; }

    /// <summary>Headers beside those of the content and the credentials, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's media type; null sends none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; null sends none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Who asks: a name among the target's actors; <see cref="Anonymous"/> sends no credentials.</summary>
    public string Actor { get; init; } = Anonymous;

    /// <summary>The actor without credentials.</summary>
    public const string Anonymous = "anonymous";
}
