namespace Phederation.Workloads.Running;

/// <summary>The names of what one run creates.</summary>
internal sealed class RunNames(string prefix)
{
    // The engine refuses longer names of networks' endpoints.
    private const int Longest = 63;

    /// <summary>The name of the network and of the container under test.</summary>
    public string Run { get; } = $"{prefix}-{Guid.NewGuid():N}"[..Math.Min(prefix.Length + 13, Longest)];

    /// <summary>The container of a peer.</summary>
    public string Peer(string peer) => $"{Run}-{peer}";

    /// <summary>A volume of a peer's contract, or of the image's own (no peer).</summary>
    public string Volume(string volume, string? peer = null) => peer is null ? $"{Run}-{volume}" : $"{Run}-{peer}-{volume}";

    /// <summary>The volume with the secrets of a peer, or of the image's own (no peer).</summary>
    public string Secrets(string? peer = null) => Volume("secrets", peer);
}
