using Phederation.Containers.Hardening;

namespace Phederation.Trust.Services;

/// <summary>One service: its image and what it gets of this machine.</summary>
/// <param name="Name">Its name, which is also its host name to the others.</param>
/// <param name="Image">What it runs from.</param>
internal sealed record ServicePlan(string Name, TrustServiceImage Image)
{
    /// <summary>The registry.</summary>
    public const string Registry = "registry";

    /// <summary>The trust server. The two below are the host names in its image's configuration.</summary>
    public const string Notary = "notary";

    /// <summary>The trust server's signer.</summary>
    public const string NotarySigner = "notary-signer";

    /// <summary>The database of the trust server and its signer.</summary>
    public const string NotaryDatabase = "notary-database";

    /// <summary>The port on 127.0.0.1, of a service that clients talk to.</summary>
    public int? HostPort { get; init; }

    /// <summary>Whether it works with the trust server's other parts.</summary>
    public bool IsOfNotary { get; init; } = true;

    /// <summary>Name → content of what it reads from /run/secrets.</summary>
    public IReadOnlyDictionary<string, byte[]> Secrets { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Settings; no secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's contract, with the port that this machine has for it.</summary>
    public RuntimeContract Runtime =>
        Image.Runtime with
        {
            Ports = HostPort is { } port ? [new PublishedPort(port, Image.Runtime.Ports[0].ContainerPort)] : [],
        };
}
