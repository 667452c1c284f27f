using Phederation.Containers.Hardening;

namespace Phederation.Trust.Releases;

/// <summary>One image of a release and what it runs under.</summary>
public sealed record ReleaseImage
{
    /// <summary>Its short name, such as <c>postgres</c>; it names the folders of the image, its profile and its trust metadata.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for: <see cref="ServiceRole"/> is kept running, <see cref="JobRole"/> is run when somebody asks for it.</summary>
    public string Role
    {
        get;
        init => field = value ?? ServiceRole;
    } = ServiceRole;

    /// <summary>The role of a part of the stack.</summary>
    public const string ServiceRole = "service";

    /// <summary>The role of work that is done once, in the foreground.</summary>
    public const string JobRole = "job";

    /// <summary>The repository without a registry, such as <c>honeur/postgres</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The repository as it was signed, with its registry.</summary>
    public required string Gun { get; init; }

    /// <summary>The signed tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The digest of the manifest, which the tag means.</summary>
    public required string ManifestDigest { get; init; }

    /// <summary>The manifest's length in bytes.</summary>
    public required long ManifestLength { get; init; }

    /// <summary>The digest of the configuration: the image's ID in engines without containerd's store.</summary>
    public required string ConfigDigest { get; init; }

    /// <summary>The limits, mounts, ports and secrets that it was proved under.</summary>
    public required RuntimeContract Runtime { get; init; }

    /// <summary>The path of its seccomp profile in the release.</summary>
    public required string Profile { get; init; }

    /// <summary>The syscalls that the profile allows and that nobody reviewed, in ordinal order: none under the production policy.</summary>
    public IReadOnlyList<string> Unreviewed
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The path of the evidence for the profile.</summary>
    public required string Evidence { get; init; }

    /// <summary>The path of its OCI image layout.</summary>
    public required string Layout { get; init; }

    /// <summary>The image with its maps in order, so that it is always written the same.</summary>
    internal ReleaseImage Ordered() =>
        this with
        {
            Unreviewed = [.. Unreviewed.Order(StringComparer.Ordinal)],
            Runtime = Runtime with
            {
                Environment = new SortedDictionary<string, string>(Runtime.Environment.ToDictionary(), StringComparer.Ordinal),
            },
        };
}
