using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;

namespace Phederation.Site.Release;

/// <summary>One service of a verified release: an image, how it is held, and the profile it runs under.</summary>
public sealed record SiteService
{
    /// <summary>The service's name, which is its container's too ("postgres").</summary>
    public required string Name { get; init; }

    /// <summary>The image as people know it, "honeur/postgres:1.0.0". Nothing is run by it.</summary>
    public required string Reference { get; init; }

    /// <summary>The signed digest of the image's manifest: its ID in an engine that keeps images in containerd's store.</summary>
    public required Digest ManifestDigest { get; init; }

    /// <summary>The signed digest of the image's configuration: its ID in every other engine.</summary>
    public required Digest ConfigDigest { get; init; }

    /// <summary>The absolute path of the image's OCI layout.</summary>
    public required string LayoutFolder { get; init; }

    /// <summary>The signed limits, mounts, ports and secrets.</summary>
    public required RuntimeContract Runtime { get; init; }

    /// <summary>The seccomp profile: the very bytes that were verified, not the file, which may change at any time.</summary>
    public required string ProfileJson { get; init; }

    /// <summary>The digest of <see cref="ProfileJson"/>: the signed one, or that of the form which follows from the signed profile.</summary>
    public required Digest ProfileDigest { get; init; }

    /// <summary>Whether the release proves that the healthy service needs none of the calls of its start, so that a supervisor may take them away.</summary>
    public bool IsSupervisable { get; init; }

    /// <summary>The cgroup that its container is put below; null for the engine's own.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>The OCI runtime that starts it, by the engine's name for it; null for the engine's own.</summary>
    public string? OciRuntime { get; init; }

    /// <summary>The service with more in its environment; what is there by the same name is replaced.</summary>
    internal SiteService With(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var environment = new SortedDictionary<string, string>(Runtime.Environment.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return this with
        {
            Runtime = Runtime with { Environment = environment },
        };
    }

    /// <summary>Where the service answers on this machine, "127.0.0.1:5444".</summary>
    public IReadOnlyList<string> Addresses => [.. Runtime.Ports.Select(port => $"127.0.0.1:{port.HostPort}")];
}
