namespace Phederation.Containers.Engine;

/// <summary>What a caller can do about an engine's error.</summary>
public enum EngineErrorKind
{
    /// <summary>None of the others; the message says what the engine said.</summary>
    Other,

    /// <summary>The address of the engine is malformed or must not be used as it is.</summary>
    InvalidEndpoint,

    /// <summary>No engine answers at the endpoint, or the connection broke.</summary>
    Unavailable,

    /// <summary>The engine is there, but this account may not talk to it.</summary>
    PermissionDenied,

    /// <summary>The engine did not answer in time.</summary>
    Timeout,

    /// <summary>The container, image, network or volume does not exist.</summary>
    NotFound,

    /// <summary>The name is taken, or the object is in use or in another state.</summary>
    Conflict,

    /// <summary>The engine's disk is full.</summary>
    NoSpace,

    /// <summary>The engine, or a registry behind it, refused the request (malformed, or wrong credentials).</summary>
    Refused,

    /// <summary>The answer is not what the Engine API describes, or is larger than is accepted.</summary>
    Protocol,
}
