using System.Security.Cryptography;
using Phederation.Images.Catalogue;
using Phederation.Images.Sbom;
using Phederation.Pipeline.Incremental;

namespace Phederation.Pipeline.Stages;

/// <summary>Writes what each image is made of, read from the image itself: <c>output/sbom/NAME.cdx.json</c> and <c>NAME.spdx.json</c>.</summary>
public sealed class SbomStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Writes the bills of the chosen images; the same image gives the same bytes.</summary>
    /// <returns>The files with their hashes, in the order of the catalogue.</returns>
    public async Task<IReadOnlyList<SbomFiles>> RunAsync(CancellationToken cancellationToken)
    {
        var written = new List<SbomFiles>();
        foreach (var definition in ImageSelection.Load(options).ToBuild)
        {
            written.Add(await WriteAsync(definition, cancellationToken));
        }

        return written;
    }

    internal async Task<SbomFiles> WriteAsync(ImageDefinition definition, CancellationToken cancellationToken)
    {
        var started = tools.Time.GetTimestamp();
        var imageId = await new ImageFiles(options, definition).ImageIdAsync(tools, cancellationToken);
        tools.Report.Progress($"{definition.Name}: reading {imageId}");
        var work = Directory.CreateDirectory(options.Cache).FullName;
        var bill = await BillReader.ReadAsync(tools.Engine, imageId, definition.Reference, Programs(definition), work, cancellationToken);
        var (cycloneDx, cycloneDxHash) = await WriteAsync(definition, "cdx", CycloneDxWriter.Write(bill), cancellationToken);
        var (spdx, spdxHash) = await WriteAsync(definition, "spdx", SpdxWriter.Write(bill), cancellationToken);
        var kinds = bill.Packages.CountBy(package => package.Kind).Select(kind => $"{kind.Value} {kind.Key}");
        tools.Report.Line(
            $"{definition.Name}: {bill.Packages.Count} packages ({string.Join(", ", kinds)}), {bill.Files.Count} files, "
                + $"{tools.Time.GetElapsedTime(started).TotalSeconds:0.0} s"
        );
        return new SbomFiles(definition.Name, imageId, cycloneDx, cycloneDxHash, spdx, spdxHash, bill.Packages.Count, bill.Files.Count);
    }

    private IReadOnlyList<ProgramLock> Programs(ImageDefinition definition) =>
        [
            .. definition
                .Generated.OfType<DotNetProgram>()
                .Select(program => new ProgramLock(program.Path, Path.Combine(options.Root, program.Project, "packages.lock.json")))
                .Where(program => File.Exists(program.LockFile)),
        ];

    private async Task<(string Path, string Sha256)> WriteAsync(
        ImageDefinition definition,
        string form,
        byte[] bytes,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(options.Sboms, $"{definition.Name}.{form}.json");
        await AtomicOutput.WriteFileAsync(path, bytes, cancellationToken);
        return (path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
