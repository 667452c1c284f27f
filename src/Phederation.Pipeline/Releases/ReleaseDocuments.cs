using Phederation.Pipeline.Stages;
using Phederation.Site;
using Phederation.Trust.Releases;

namespace Phederation.Pipeline.Releases;

/// <summary>Puts into a release what its images are made of and how they came to be. The release's signature covers every file.</summary>
internal sealed class ReleaseDocuments(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Writes the bills of materials anew and takes over the provenance.</summary>
    /// <exception cref="PipelineException">There is no provenance of an image.</exception>
    public async Task FillAsync(string folder, IReadOnlyList<JudgedImage> images, CancellationToken cancellationToken)
    {
        var sboms = new SbomStage(options, tools);
        var provenance = new ProvenanceStore(options, tools);
        foreach (var image in images)
        {
            var name = image.Subject.ImageName;
            if (!await provenance.HasAsync(name, image.Subject.ImageId, cancellationToken))
            {
                throw new PipelineException(
                    ExitCode.Missing,
                    $"{provenance.PathOf(name)} is not there, or of another image than {image.Subject.ImageId}; run the target Images"
                );
            }

            var bills = await sboms.WriteAsync(image.Files.Definition, cancellationToken);
            Copy(bills.CycloneDx, folder, ReleaseLayout.CycloneDx(name));
            Copy(bills.Spdx, folder, ReleaseLayout.Spdx(name));
            Copy(provenance.PathOf(name), folder, ReleaseLayout.Provenance(name));
        }
    }

    private static void Copy(string from, string folder, string path)
    {
        var to = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
