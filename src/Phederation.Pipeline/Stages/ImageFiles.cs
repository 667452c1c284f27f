using System.Security.Cryptography;
using Phederation.Images.Catalogue;
using Phederation.Pipeline.Verdicts;
using Phederation.Site;
using Phederation.Trust.Releases;
using Phederation.Workloads;

namespace Phederation.Pipeline.Stages;

/// <summary>Where the stages keep what they find out about one image, and what those files say now.</summary>
internal sealed class ImageFiles(PipelineOptions options, ImageDefinition definition)
{
    /// <summary>What the stages are about.</summary>
    public ImageDefinition Definition => definition;

    /// <summary>The image's folder of the output.</summary>
    public string Folder => Path.Combine(options.Profiles, definition.Name);

    /// <summary>The syscalls that were recorded.</summary>
    public string Evidence => Path.Combine(Folder, "evidence.json");

    /// <summary>What the service answered while it was recorded.</summary>
    public string Transcript => Path.Combine(Folder, "transcript.json");

    /// <summary>The profile.</summary>
    public string Profile => Path.Combine(Folder, "seccomp.json");

    /// <summary>Why each syscall is allowed.</summary>
    public string Reasons => Path.Combine(Folder, "reasons.json");

    /// <summary>The profile that people reviewed, in the checkout.</summary>
    public string ReviewedProfile => Path.Combine(options.ReviewedProfiles, definition.Name, "seccomp.json");

    /// <summary>The profile of the last release, in the output.</summary>
    public string ReleasedProfile => Path.Combine(options.Release, ReleaseLayout.Profile(definition.Name));

    /// <summary>People's decisions, in the checkout.</summary>
    public string Review => Path.Combine(options.ReviewedProfiles, definition.Name, "review.toml");

    /// <summary>The workload that the image is put through.</summary>
    public Workload LoadWorkload() => Workload.Load(definition.WorkloadPath!);

    /// <summary>The ID of the image that has the definition's tag now.</summary>
    /// <exception cref="PipelineException">The engine has no such image.</exception>
    public async Task<string> ImageIdAsync(PipelineTools tools, CancellationToken cancellationToken)
    {
        var image = await tools.Engine.Images.InspectAsync(definition.Reference, cancellationToken);
        return image?.Id
            ?? throw new PipelineException(ExitCode.Missing, $"the engine has no image {definition.Reference}; run the target Images");
    }

    /// <summary>What is to be released, read anew.</summary>
    public async Task<GateSubject> SubjectAsync(PipelineTools tools, CancellationToken cancellationToken) =>
        new(
            definition.Name,
            await ImageIdAsync(tools, cancellationToken),
            HashOf(Profile, "Profiles"),
            HashOf(Evidence, "Trace"),
            LoadWorkload().Sha256
        );

    /// <summary>The SHA-256 of a file's bytes in lower case.</summary>
    /// <exception cref="PipelineException">The file is not there; the message names the target that makes it.</exception>
    public static string HashOf(string path, string target)
    {
        if (!File.Exists(path))
        {
            throw new PipelineException(ExitCode.Missing, $"{path} is not there; run the target {target}");
        }

        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
