using Nuke.Common;
using Nuke.Common.IO;
using Phederation.Pipeline;

/// <remarks>The images, and what is judged and told of them.</remarks>
internal sealed partial class Build
{
    [Parameter("Resolve the packages anew and rewrite images/packages.lock.toml")]
    private readonly bool UpdateLock;

    [Parameter("Lint judges this Dockerfile, or the one in this folder, in place of the images' own")]
    private readonly AbsolutePath? Dockerfile;

    [Parameter("Lint writes its SARIF log to this file; default: lint/lint.sarif in the output folder")]
    private readonly AbsolutePath? Sarif;

    [Parameter(
        "Audit and Patches look at this image of the engine, by reference or ID, and at no other; Audit also at docker-archive:FILE and oci:FOLDER"
    )]
    private readonly string? Image;

    private Target Lint =>
        _ =>
            _.Description("Holds the images' Dockerfiles to the rules, or the one of --dockerfile; writes lint.json and lint.sarif")
                .Produces(Output / "lint" / "lint.sarif")
                .Executes(() => RunAsync((pipeline, token) => pipeline.LintAsync(Dockerfile, Sarif, token)));

    private Target Bases =>
        _ =>
            _.Description("Builds the base images from the locked packages")
                .DependsOn(Provision)
                .OnlyWhenStatic(() => Image == null && Container == null)
                .Executes(() => RunAsync((pipeline, token) => pipeline.BuildBasesAsync(token)));

    private Target Images =>
        _ =>
            _.Description("Builds the images from their Dockerfiles, and records what each was made of (SLSA provenance)")
                .DependsOn(Lint, Bases)
                .OnlyWhenStatic(() => Image == null && Container == null)
                .Executes(() => RunAsync((pipeline, token) => pipeline.BuildImagesAsync(token)));

    private Target Audit =>
        _ =>
            _.Description(
                    "Audits the built images: rights, programs, credentials in any layer, accounts, configuration; --image for any one"
                )
                .DependsOn(Provision, Images)
                .Produces(Output / "audit" / "*.json")
                .Executes(() => RunAsync((pipeline, token) => pipeline.AuditAsync(Image, token)));

    private Target Sbom =>
        _ =>
            _.Description("Writes what each image is made of (CycloneDX and SPDX), read from the image itself")
                .DependsOn(Images)
                .Produces(Output / "sbom" / "*.json")
                .Executes(() => RunAsync((pipeline, token) => pipeline.WriteSbomsAsync(token)));

    private Target Patches =>
        _ =>
            _.Description(
                    "Reports which packages of the images have newer versions, with CVE ids; fails where images/patch-policy.toml says so"
                )
                .DependsOn(Provision, Images)
                .Produces(Output / "patches" / "patches.*")
                .Executes(() => RunAsync((pipeline, token) => pipeline.CheckPatchesAsync(Image, token)));

    /// <summary>The production policy asks for a verdict of this day; whoever works locally may be without the distribution's lists.</summary>
    private Target PatchesForProduction =>
        _ =>
            _.Unlisted()
                .DependsOn(Provision, Images)
                .OnlyWhenDynamic(() => Policy == ReleasePolicy.Production)
                .Executes(() => RunAsync((pipeline, token) => pipeline.CheckPatchesAsync(reference: null, token)));
}
