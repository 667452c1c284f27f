namespace Phederation.Containers.Engine.Models;

/// <summary>One run of a health check.</summary>
public sealed record HealthCheckResult
{
    public DateTimeOffset? Start { get; init; }
    public DateTimeOffset? End { get; init; }
    public int ExitCode { get; init; }
    public string Output
    {
        get;
        init => field = value ?? "";
    } = "";
}
