namespace Phederation.Fuzzing.Scenarios;

/// <summary>What is known of a request beforehand.</summary>
public enum RequestIntent
{
    /// <summary>By the target's own specification it must be accepted.</summary>
    Valid,

    /// <summary>By the specification it must be refused.</summary>
    Invalid,

    /// <summary>By the specification its actor must not see or change what it asks for.</summary>
    Forbidden,

    /// <summary>Anything but a fault of the server may be the answer.</summary>
    Open,
}
