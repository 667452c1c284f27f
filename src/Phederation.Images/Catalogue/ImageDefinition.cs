using Phederation.Containers.Hardening;
using Phederation.Images.Auditing;

namespace Phederation.Images.Catalogue;

/// <summary>What one <c>images/NAME/image.toml</c> states: what goes into an image, what stays out and why, and how it must run.</summary>
public sealed record ImageDefinition
{
    /// <summary>The short name, which is the folder's name too: <c>postgres</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required ImageRole Role { get; init; }

    /// <summary>Whether it is built only when it is asked for by name: a variant whose payload is not at hand everywhere.</summary>
    public bool IsOnDemand { get; init; }

    /// <summary>The repository without registry and tag: <c>honeur/postgres</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The version, which is the tag.</summary>
    public required string Version { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>An SPDX licence expression over what the image holds.</summary>
    public required string Licence { get; init; }

    /// <summary>The absolute folder of the definition.</summary>
    public required string Folder { get; init; }

    /// <summary>The absolute path of the definition, for messages.</summary>
    public string DefinitionPath => Path.Combine(Folder, "image.toml");

    /// <summary>The name of the image below, null for a base image.</summary>
    public string? Base { get; init; }

    /// <summary>The release of the distribution; set on base images only.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>The packages that are asked for; their closure is what the lock file names.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Packages whose tools make generated files; locked like the others, but no file of them gets into the image.</summary>
    public IReadOnlyList<string> BuildPackages { get; init; } = [];

    /// <summary>Packages of the closure that stay out.</summary>
    public IReadOnlyList<PackageExclusion> ExcludedPackages { get; init; } = [];

    /// <summary>Files of packages that stay out.</summary>
    public IReadOnlyList<PathExclusion> ExcludedPaths { get; init; } = [];

    /// <summary>Folders beside those of the packages.</summary>
    public IReadOnlyList<FolderEntry> Folders { get; init; } = [];

    /// <summary>Symbolic links beside those of the packages.</summary>
    public IReadOnlyList<LinkEntry> Links { get; init; } = [];

    /// <summary>Files that the build generates.</summary>
    public IReadOnlyList<GeneratedFile> Generated { get; init; } = [];

    /// <summary>The account of the image's process.</summary>
    public required ImageUser User { get; init; }

    /// <summary>Environment variables of the image; for images without a Dockerfile.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How the container must run; null for images that only others build on.</summary>
    public RuntimeContract? Runtime { get; init; }

    /// <summary>The time in which a fresh container must be healthy; null: the image has no health check.</summary>
    public TimeSpan? HealthyWithin { get; init; }

    /// <summary>The largest size that the engine may report for the image.</summary>
    public required long SizeBudgetBytes { get; init; }

    /// <summary>What the built image's audit allows.</summary>
    public AuditPolicy Audit { get; init; } = AuditPolicy.Default;

    /// <summary>The Dockerfile, null when the image is written without one.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary>The workload that the image is traced and replayed with, null when there is none.</summary>
    public string? WorkloadPath { get; init; }

    /// <summary>Repository and tag.</summary>
    public string Reference => $"{Repository}:{Version}";
}
