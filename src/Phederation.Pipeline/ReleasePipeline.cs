using Phederation.Containers.Engine;
using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Stages;
using Phederation.Processes;

namespace Phederation.Pipeline;

/// <summary>
/// The stages from image definitions to a signed release. Each reads what the earlier ones left on disk and in the engine, so each
/// can be run alone and again; what has not changed is not done twice.
/// </summary>
public sealed class ReleasePipeline : IDisposable
{
    private readonly PipelineOptions _options;
    private readonly PipelineTools _tools;

    private ReleasePipeline(PipelineOptions options, PipelineTools tools)
    {
        _options = options;
        _tools = tools;
    }

    /// <summary>Opens the pipeline on the engine that DOCKER_HOST names, or the machine's own.</summary>
    public static ReleasePipeline Open(PipelineOptions options, IPipelineReport report)
    {
        var engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable));
        return new ReleasePipeline(options, new PipelineTools(engine, new ProcessRunner(), report, TimeProvider.System));
    }

    /// <summary>Holds Dockerfiles to the rules.</summary>
    /// <inheritdoc cref="LintStage.RunAsync"/>
    public Task LintAsync(string? dockerfile, string? sarif, CancellationToken cancellationToken) =>
        new LintStage(_options, _tools).RunAsync(dockerfile, sarif, cancellationToken);

    /// <summary>Builds the images that others stand on.</summary>
    public Task BuildBasesAsync(CancellationToken cancellationToken) => new ImageStage(_options, _tools).BuildBasesAsync(cancellationToken);

    /// <summary>Builds all images.</summary>
    public Task BuildImagesAsync(CancellationToken cancellationToken) =>
        new ImageStage(_options, _tools).BuildImagesAsync(cancellationToken);

    /// <summary>Writes what each image is made of.</summary>
    public Task<IReadOnlyList<SbomFiles>> WriteSbomsAsync(CancellationToken cancellationToken) =>
        new SbomStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Reports which packages of the images have newer versions, and refuses what the policy doesn't allow.</summary>
    /// <param name="reference">An image on the engine instead of those of the catalogue; null for the chosen ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<PatchResult>> CheckPatchesAsync(string? reference, CancellationToken cancellationToken) =>
        new PatchStage(_options, _tools).RunAsync(reference, cancellationToken);

    /// <summary>Audits the built images of the catalogue, or one image of any origin.</summary>
    /// <param name="image">A reference or ID, <c>docker-archive:FILE</c> or <c>oci:FOLDER</c>; null: the catalogue's images.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AuditAsync(string? image, CancellationToken cancellationToken)
    {
        var stage = new AuditStage(_options, _tools);
        return image is null ? stage.RunAsync(cancellationToken) : stage.RunAsync(image, cancellationToken);
    }

    /// <summary>Records the syscalls of each image under its workload.</summary>
    public Task TraceAsync(CancellationToken cancellationToken) => new TraceStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Watches a container that runs already.</summary>
    /// <inheritdoc cref="ContainerTraceStage.RunAsync"/>
    public Task TraceAsync(string container, TimeSpan length, CancellationToken cancellationToken) =>
        new ContainerTraceStage(_options, _tools).RunAsync(container, length, cancellationToken);

    /// <summary>Joins evidence of other machines with an image's own.</summary>
    /// <inheritdoc cref="MergeStage.RunAsync"/>
    public Task MergeAsync(IReadOnlyList<string> evidence, CancellationToken cancellationToken) =>
        new MergeStage(_options, _tools).RunAsync(evidence, cancellationToken);

    /// <summary>Makes each image's profile from the evidence.</summary>
    public Task MakeProfilesAsync(CancellationToken cancellationToken) => new ProfileStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Repeats each workload under the profile.</summary>
    public Task ReplayAsync(CancellationToken cancellationToken) => new ReplayStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Takes calls out of each profile and replays: would the workload notice?</summary>
    /// <inheritdoc cref="SelfTestStage.RunAsync"/>
    public Task SelfTestAsync(int samples, CancellationToken cancellationToken) =>
        new SelfTestStage(_options, _tools).RunAsync(samples, cancellationToken);

    /// <summary>Sets what the machine code of each image can call beside what was seen.</summary>
    public Task CrossCheckAsync(CancellationToken cancellationToken) => new CrossCheckStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Pushes and signs the images that passed every gate.</summary>
    public Task SignAsync(CancellationToken cancellationToken) => new SignStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Makes the release folder, after judging every gate anew.</summary>
    public Task PublishAsync(CancellationToken cancellationToken) => new PublishStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Verifies the release folder as a site would.</summary>
    public Task VerifyAsync(CancellationToken cancellationToken) => new VerifyStage(_options, _tools).RunAsync(cancellationToken);

    /// <summary>Shows each profile and what changed since it was reviewed.</summary>
    /// <param name="accept">Takes the profiles over into the folder of reviewed ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ReviewAsync(bool accept, CancellationToken cancellationToken) =>
        new ReviewStage(_options, _tools).RunAsync(accept, cancellationToken);

    /// <summary>Runs the registry and the trust server on the loopback until it is cancelled.</summary>
    public Task ServeAsync(CancellationToken cancellationToken) => new ServeStage(_options, _tools).RunAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _tools.Engine.Dispose();
}
