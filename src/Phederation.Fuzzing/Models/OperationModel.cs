namespace Phederation.Fuzzing.Models;

/// <summary>Something that a service can be asked for.</summary>
public sealed record OperationModel
{
    /// <summary>Its name, stable over runs and unique in its model: <c>create Patient</c>, <c>POST /cohortdefinition/sql</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its parameters in braces, relative to the service's base.</summary>
    public required string Template { get; init; }

    /// <summary>Whether it changes something at the target; a GET can.</summary>
    public bool Changes { get; init; }

    /// <summary>The kinds of resources of which one must be in the pool before it makes sense.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The kind of resource that it makes; null makes none.</summary>
    public string? Produces { get; init; }
}
