using Phederation.Workloads.Tracing;

namespace Phederation.Pipeline;

/// <summary>What a run of the pipeline is told. Paths are absolute.</summary>
public sealed record PipelineOptions
{
    /// <summary>The checkout's root.</summary>
    public required string Root { get; init; }

    /// <summary>Where releases, profiles and reports are written.</summary>
    public required string Output { get; init; }

    /// <summary>What outlives a run: keys, the trust services' storage, caches, verdicts.</summary>
    public required string State { get; init; }

    /// <summary>The names of the images to work on; empty for all of the catalogue.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>
    /// An image of the engine that is not of the catalogue, <c>REPOSITORY[:TAG]</c>, and the folder that says how it runs and what it is put through
    /// (<see cref="Phederation.Images.Catalogue.GivenImage"/>): it is traced and proved in place of the catalogue's. Null: those of the catalogue.
    /// </summary>
    public (string Reference, string Folder)? Given { get; init; }

    /// <summary>How often each workload is traced; what any run shows counts.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Which recorder the traces use.</summary>
    public RecorderChoice Recorder { get; init; }

    /// <summary>What the release must fulfil.</summary>
    public ReleasePolicy Policy { get; init; } = ReleasePolicy.Local;

    /// <summary>The release's version, as in the file name and in release.json.</summary>
    public required string Version { get; init; }

    /// <summary>A registry to push to, <c>host:port</c>; null for the one on the loopback that the pipeline starts.</summary>
    public string? Registry { get; init; }

    /// <summary>The notary server that belongs to <see cref="Registry"/>.</summary>
    public Uri? TrustServer { get; init; }

    /// <summary>The certificate authority of <see cref="TrustServer"/>, a PEM file; null for the system's.</summary>
    public string? TrustServerCa { get; init; }

    /// <summary>The root key to sign with, a PEM file in docker's format; required under the production policy.</summary>
    public string? RootKey { get; init; }

    /// <summary>
    /// A file of mode 0600 with the passphrase of <see cref="RootKey"/>; never a value, which would show in the process list.
    /// </summary>
    public string? RootPassphraseFile { get; init; }

    /// <summary>A file of mode 0600 with the passphrase of the keys below the root; the production policy needs it.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>How old a verdict may be when a release is made on it.</summary>
    public TimeSpan VerdictMaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Resolve the packages anew and rewrite the lock file, instead of building what it records.</summary>
    public bool UpdateLock { get; init; }

    /// <summary>Lets the local policy release what a working tree gave that differs from its commit; the release says so.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>The folder of the images' provenance.</summary>
    public string Provenance => Path.Combine(Output, "provenance");

    /// <summary>The folder of image definitions.</summary>
    public string ImagesFolder => Path.Combine(Root, "images");

    /// <summary>The folder of reviewed profiles, one folder an image.</summary>
    public string ReviewedProfiles => Path.Combine(Root, "profiles");

    /// <summary>The folder of the profiles that this run makes, one folder an image.</summary>
    public string Profiles => Path.Combine(Output, "profiles");

    /// <summary>What was seen of containers that ran already.</summary>
    public string Traces => Path.Combine(Output, "traces");

    /// <summary>What the security team reads: page, JSON, SARIF and text.</summary>
    public string Reviews => Path.Combine(Output, "review");

    /// <summary>The folder of the images' bills of materials.</summary>
    public string Sboms => Path.Combine(Output, "sbom");

    /// <summary>The folder of the reports on available patches.</summary>
    public string Patches => Path.Combine(Output, "patches");

    /// <summary>How old an available patch may be, and what is waived.</summary>
    public string PatchPolicy => Path.Combine(ImagesFolder, "patch-policy.toml");

    /// <summary>The folder of signed verdicts, one folder an image.</summary>
    public string Verdicts => Path.Combine(State, "verdicts");

    /// <summary>The folder of caches, which can be deleted at any time.</summary>
    public string Cache => Path.Combine(State, "cache");

    /// <summary>The folder of keys; it can't be made again.</summary>
    public string Trust => Path.Combine(State, "trust");

    /// <summary>The release folder: what sites get.</summary>
    public string Release => Path.Combine(Output, "release");
}
