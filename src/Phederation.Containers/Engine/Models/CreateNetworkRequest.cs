namespace Phederation.Containers.Engine.Models;

/// <summary>The body of POST /networks/create.</summary>
public sealed record CreateNetworkRequest
{
    public required string Name { get; init; }

    /// <summary>"bridge" unless said otherwise.</summary>
    public string? Driver { get; init; }

    /// <summary>Containers in it reach each other and nothing else.</summary>
    public bool Internal { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Refuses a second network of this name (the engine allows two).</summary>
    public bool CheckDuplicate { get; init; } = true;
}
