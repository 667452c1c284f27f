using Phederation.FuzzHost.Containers;
using Phederation.FuzzHost.Images;
using Phederation.FuzzHost.Seccomp;
using Phederation.FuzzHost.Services;
using Phederation.FuzzHost.Text;
using Phederation.FuzzHost.Trust;
using Phederation.FuzzHost.Workloads;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost;

/// <summary>Every parser of bytes from outside.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new TomlTarget(),
        new CanonicalJsonTarget(),
        new TufMetadataTarget(),
        new ReleaseManifestTarget(),
        new EnvelopeTarget(),
        new KeyFileTarget(),
        new OciManifestTarget(),
        new OciIndexTarget(),
        new OciConfigTarget(),
        new OciLayoutTarget(),
        new RuntimeContractTarget(),
        new TarTarget(),
        new SavedImageTarget(),
        new DockerfileTarget(),
        new ImageDefinitionTarget(),
        new DpkgStatusTarget(),
        new ControlFileTarget(),
        new ChangelogTarget(),
        new NpmPackagesTarget(),
        new NuGetPackagesTarget(),
        new ElfLinksTarget(),
        new ElfCodeTarget(),
        new SeccompProfileTarget(),
        new EvidenceTarget(),
        new ReviewTarget(),
        new BpfTarget(),
        new WorkloadTarget(),
        new TranscriptTarget(),
        new FhirBodyTarget(),
        new FhirPatchTarget(),
        new FhirSearchTarget(),
        new CohortTarget(),
        new StudyRequestTarget(),
    ];
}
