namespace Phederation.Containers.Engine.Models;

/// <summary>The state of a process that was started in a running container.</summary>
internal sealed record ExecDetails
{
    public bool Running { get; init; }
    public int? ExitCode { get; init; }
    public int Pid { get; init; }
}
