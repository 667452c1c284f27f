using Phederation.Containers.Engine;

namespace Phederation.Provisioning;

/// <summary>Which engine to use, and how to start it when nobody else does.</summary>
public sealed record EngineOptions
{
    /// <summary>Where the engine listens.</summary>
    public EngineEndpoint Endpoint { get; init; } = EngineEndpoint.Default;

    /// <summary>The program before the arguments; <c>dockerd</c>, except in tests that give it a network of its own.</summary>
    public string Program { get; init; } = "dockerd";

    /// <summary>Arguments of the daemon; none for the machine's own engine, which reads /etc/docker/daemon.json.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The file that takes the daemon's output.</summary>
    public string LogFile { get; init; } = "/var/log/dockerd.log";

    /// <summary>The folder with the daemon's process id files.</summary>
    public string RunFolder { get; init; } = "/var/run";

    /// <summary>Whether systemd starts it, where systemd runs; false for a private engine.</summary>
    public bool IsService { get; init; } = true;

    /// <summary>How long it may take until it answers.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);
}
