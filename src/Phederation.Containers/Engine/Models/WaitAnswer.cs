namespace Phederation.Containers.Engine.Models;

/// <summary>The answer of a wait.</summary>
internal sealed record WaitAnswer
{
    public int StatusCode { get; init; }
    public WaitError? Error { get; init; }
}
