namespace Phederation.Containers.Engine;

/// <summary>A build from a Dockerfile.</summary>
public sealed record EngineBuildRequest
{
    /// <summary>Writes the build context, a tar that holds the Dockerfile, into the stream. A <see cref="Images.LayerBuilder"/>'s WriteAsync fits.</summary>
    public required Func<Stream, CancellationToken, Task> WriteContext { get; init; }

    /// <summary>The builder.</summary>
    public BuilderVersion Version { get; init; } = BuilderVersion.BuildKit;

    /// <summary>The Dockerfile's path in the context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>"repository:tag" for the image; may be empty.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Values of ARG. They stay in the image's history: no secrets.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the image.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The stage to build; null is the last.</summary>
    public string? Target { get; init; }

    /// <summary>Builds each step again.</summary>
    public bool NoCache { get; init; }

    /// <summary>The network of RUN: "none", "host" or null for the engine's.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Such as "linux/amd64"; null is the engine's own.</summary>
    public string? Platform { get; init; }
}
