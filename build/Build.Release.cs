using Nuke.Common;
using Nuke.Common.IO;
using Phederation.Pipeline;
using Phederation.Pipeline.Reporting;
using Phederation.Workloads.Tracing;

/// <remarks>The way from the image definitions to a signed release. No target is a gate: Publish judges every verdict itself.</remarks>
internal sealed partial class Build
{
    [Parameter("Only these images (and those that they stand on), separated by +", Name = "images", Separator = "+")]
    private readonly string[] ImageNames = [];

    [Parameter("local (default): a trust root is made on first use, for trying; production: keys are given and everything is reviewed")]
    private readonly ReleasePolicy Policy = ReleasePolicy.Local;

    [Parameter("The version of the release")]
    private readonly string Release = "0.1.0";

    [Parameter("The folder for keys, verdicts, caches and the registry's storage; keep it: keys can't be made again")]
    private readonly AbsolutePath State = RootDirectory / ".state";

    [Parameter("Publish under the local policy although the working tree differs from its commit; the release says so")]
    private readonly bool AllowDirty;

    [Parameter("A registry to push to, host:port; default: one on the loopback, started for the time of the run")]
    private readonly string? Registry;

    [Parameter("The notary server of --registry, https://host:port")]
    private readonly string? TrustServer;

    [Parameter("The certificate authority of --trust-server, a PEM file; default: the system's")]
    private readonly AbsolutePath? TrustServerCa;

    [Parameter("The root key to sign with, a PEM file in docker's format (production policy)")]
    private readonly AbsolutePath? RootKey;

    [Parameter("A file of mode 0600 with the passphrase of --root-key (production policy)")]
    private readonly AbsolutePath? RootPassphraseFile;

    [Parameter("A file of mode 0600 with the passphrase of the keys below the root (production policy)")]
    private readonly AbsolutePath? PassphraseFile;

    [Parameter(
        "Benchmark measures only these, separated by +: recorder, profile, images, builds, publish, webapi, fhir, generator, campaign, parsers",
        Separator = "+"
    )]
    private readonly string[] Figures = [];

    [Parameter("Trace watches this running container of the engine, by name or ID, and builds no image")]
    private readonly string? Container;

    [Parameter("With --image, Trace, Profiles, Replay and Review work on that image: the folder with its workload.toml and runtime.toml")]
    private readonly AbsolutePath? Workload;

    [Parameter("How long Trace watches --container (60)")]
    private readonly int Seconds = 60;

    [Parameter("How often Trace puts each image through its workload (1 to 20); what any run shows counts")]
    private readonly int Runs = 1;

    [Parameter(
        "How Trace records, and Replay sees denials: auto (the default), ebpf, or notification (slower; the engine must know the runtime phederation-notify)"
    )]
    private readonly RecorderChoice Recorder = RecorderChoice.Auto;

    [Parameter(
        "Merge joins these evidence.json files of other machines with that of the one image of --images, separated by +",
        Separator = "+"
    )]
    private readonly string[] Evidence = [];

    private Target Trace =>
        _ =>
            _.Description("Records the syscalls of each image under its workload, or of --container as it runs")
                .DependsOn(Provision, Images)
                .Executes(() =>
                    RunAsync(
                        (pipeline, token) =>
                            Container is null
                                ? pipeline.TraceAsync(token)
                                : pipeline.TraceAsync(Container, TimeSpan.FromSeconds(Seconds), token)
                    )
                );

    private Target Merge =>
        _ =>
            _.Description("Joins what other machines saw of an image (--evidence) with what this one saw, before its profile is made")
                .DependsOn(Trace)
                .Before(Profiles)
                .Executes(() => RunAsync((pipeline, token) => pipeline.MergeAsync(Evidence, token)));

    private Target Profiles =>
        _ =>
            _.Description("Makes each image's seccomp profile from the evidence, with a reason for each syscall")
                .DependsOn(Trace)
                .Executes(() => RunAsync((pipeline, token) => pipeline.MakeProfilesAsync(token)));

    private Target Replay =>
        _ =>
            _.Description("Repeats the workload under the profile: no denial, no other answer")
                .DependsOn(Profiles)
                .Executes(() => RunAsync((pipeline, token) => pipeline.ReplayAsync(token)));

    [Parameter("How many calls SelfTest takes out of each profile (8)")]
    private readonly int Samples = 8;

    private Target SelfTest =>
        _ =>
            _.Description("Takes calls out of each profile, one at a time, and replays: says which losses the workload would not notice")
                .DependsOn(Replay)
                .Executes(() => RunAsync((pipeline, token) => pipeline.SelfTestAsync(Samples, token)));

    private Target CrossCheck =>
        _ =>
            _.Description(
                    "Looks through the machine code of each image for the syscalls that it can make at most, beside those that were seen"
                )
                .DependsOn(Profiles)
                .Executes(() => RunAsync((pipeline, token) => pipeline.CrossCheckAsync(token)));

    private Target Sign =>
        _ =>
            _.Description("Pushes the images that passed every gate and signs them (Docker Content Trust)")
                .DependsOn(Audit, PatchesForProduction, Replay)
                .Executes(() => RunAsync((pipeline, token) => pipeline.SignAsync(token)));

    private Target Publish =>
        _ =>
            _.Description("Makes the release folder: signed images, profiles and launchers; refuses what a verdict doesn't cover")
                .DependsOn(Sign)
                .Produces(Output / "release" / "release.json")
                .Executes(() => RunAsync((pipeline, token) => pipeline.PublishAsync(token)));

    private Target Verify =>
        _ =>
            _.Description("Verifies the release folder as a site would")
                .Executes(() => RunAsync((pipeline, token) => pipeline.VerifyAsync(token)));

    private Target Review =>
        _ =>
            _.Description(
                    "Writes what each profile allows and why, and what changed, as page, JSON, SARIF and text; --accept takes it over"
                )
                .Executes(() => RunAsync((pipeline, token) => pipeline.ReviewAsync(Accept, token)));

    private Target Benchmark =>
        _ =>
            _.Description("Prints what recording, the profile and the images cost, as ratios measured in one run")
                .DependsOn(Provision)
                .Executes(() =>
                    DotNet.RunProjectAsync(
                        "tests/Benchmarks/Benchmarks.csproj",
                        [RootDirectory!, Output!, string.Join('+', Figures), string.Join('+', ImageNames)],
                        Cancellation
                    )
                );

    private Target Serve =>
        _ =>
            _.Description("Runs the loopback registry and trust server until Ctrl-C, for pulling what was signed")
                .DependsOn(Provision)
                .Executes(() => RunAsync((pipeline, token) => pipeline.ServeAsync(token)));

    [Parameter("Review writes the profiles and a decision for each syscall to profiles/, to be committed")]
    private readonly bool Accept;

    private (string Reference, string Folder)? GivenImage() =>
        (Image, Workload) switch
        {
            (_, null) => null,
            (null, _) => throw new PipelineException(
                Phederation.Site.ExitCode.Usage,
                "--workload says what --image is put through: give both"
            ),
            var (image, workload) => (image, workload),
        };

    private Task RunAsync(Func<ReleasePipeline, CancellationToken, Task> stage) => RunAsync(stage, Cancellation);

    private async Task RunAsync(Func<ReleasePipeline, CancellationToken, Task> stage, CancellationToken cancellationToken)
    {
        var options = new PipelineOptions
        {
            Root = RootDirectory,
            Output = Output,
            State = State,
            Images = ImageNames,
            Given = GivenImage(),
            Recorder = Recorder,
            Runs = Runs is >= 1 and <= 20
                ? Runs
                : throw new PipelineException(Phederation.Site.ExitCode.Usage, "--runs is between 1 and 20"),
            Policy = Policy,
            Version = Release,
            Registry = Registry,
            TrustServer = TrustServer is null ? null : new Uri(TrustServer),
            TrustServerCa = TrustServerCa,
            RootKey = RootKey,
            RootPassphraseFile = RootPassphraseFile,
            PassphraseFile = PassphraseFile,
            UpdateLock = UpdateLock,
            AllowDirty = AllowDirty,
        };
        using var pipeline = ReleasePipeline.Open(options, ConsoleReport.OfThisProcess(TimeProvider.System));
        await stage(pipeline, cancellationToken);
    }
}
