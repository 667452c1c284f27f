namespace Phederation.Containers.Engine.Models;

/// <summary>A container's addresses and ports as they are.</summary>
public sealed record NetworkSettings
{
    public string IPAddress
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>"5432/tcp" → the host's bindings; null when exposed but not bound.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Ports
    {
        get;
        init => field = value ?? NoPorts;
    } = NoPorts;
    public IReadOnlyDictionary<string, EndpointSettings> Networks
    {
        get;
        init => field = value ?? NoNetworks;
    } = NoNetworks;

    private static IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> NoPorts { get; } =
        new Dictionary<string, IReadOnlyList<PortBinding>?>();
    private static IReadOnlyDictionary<string, EndpointSettings> NoNetworks { get; } = new Dictionary<string, EndpointSettings>();
}
