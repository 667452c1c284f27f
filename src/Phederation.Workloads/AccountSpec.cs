namespace Phederation.Workloads;

/// <summary>How a step signs in. Passwords are generated for each run and reach the container as secret files only.</summary>
public sealed record AccountSpec
{
    /// <summary>The name that steps use.</summary>
    public required string Name { get; init; }

    /// <summary>The user's name at the service.</summary>
    public required string User { get; init; }

    /// <summary>The database it connects to.</summary>
    public required string Database { get; init; }

    /// <summary>The secret that holds its password; null when the password is meant to be wrong.</summary>
    public string? PasswordSecret { get; init; }

    /// <summary>Whether the connection asks for TLS, so that the service's refusal can be part of a workload.</summary>
    public bool RequireTls { get; init; }
}
