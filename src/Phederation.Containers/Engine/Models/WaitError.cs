namespace Phederation.Containers.Engine.Models;

/// <summary>Why a wait failed.</summary>
internal sealed record WaitError
{
    public string? Message { get; init; }
}
