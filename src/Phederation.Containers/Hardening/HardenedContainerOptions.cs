using Phederation.Containers.Oci;

namespace Phederation.Containers.Hardening;

/// <summary>What a contract leaves open: names, the profile, and where it runs.</summary>
public sealed record HardenedContainerOptions
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>The image's id ("sha256:…"): a tag could be moved between verification and start.</summary>
    public required string ImageId { get; init; }

    /// <summary>The seccomp profile itself; null leaves the engine's default profile.</summary>
    public string? SeccompProfileJson { get; init; }

    /// <summary>Labels of the container.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The network to join; null is none at all, or the engine's bridge when ports are published.</summary>
    public string? NetworkName { get; init; }

    /// <summary>Further names in the network.</summary>
    public IReadOnlyList<string> NetworkAliases { get; init; } = [];

    /// <summary>Binds the contract's ports on 127.0.0.1.</summary>
    public bool PublishPorts { get; init; }

    /// <summary>The control group above the container's; how the recorder finds it.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>The engine's name of the OCI runtime; null is its default.</summary>
    public string? OciRuntime { get; init; }

    /// <summary>The contract's volume name → the real volume's name; every volume of the contract must be there.</summary>
    public IReadOnlyDictionary<string, string> VolumeNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The volume that <see cref="SecretVolume"/> made; mounted read-only at /run/secrets.</summary>
    public string? SecretsVolume { get; init; }

    /// <summary>Replaces the image's command.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Added to the contract's environment. No secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Replaces the image's health check.</summary>
    public HealthConfig? Healthcheck { get; init; }

    /// <summary>Replaces the contract's restart policy (a test or a trace wants "no").</summary>
    public string? RestartPolicy { get; init; }
}
