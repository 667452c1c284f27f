using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Pipeline.Releases;
using Phederation.Pipeline.Reporting;

namespace Phederation.Pipeline.Stages;

/// <summary>Builds images, bases first; what has not changed is found, not built.</summary>
public sealed class ImageStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Builds the images that others stand on.</summary>
    public Task BuildBasesAsync(CancellationToken cancellationToken) =>
        BuildAsync(definition => definition.WorkloadPath is null, cancellationToken);

    /// <summary>Builds all chosen images.</summary>
    public Task BuildImagesAsync(CancellationToken cancellationToken) => BuildAsync(_ => true, cancellationToken);

    private async Task BuildAsync(Func<ImageDefinition, bool> isWanted, CancellationToken cancellationToken)
    {
        var selection = ImageSelection.Load(options);
        var builder = new ImageBuilder(tools.Engine, tools.Processes, selection.Catalogue);
        var build = new ImageBuildOptions { CacheFolder = Path.Combine(options.Cache, "images"), UpdateLock = options.UpdateLock };
        var provenance = new ProvenanceStore(options, tools);
        foreach (var definition in selection.ToBuild.Where(isWanted))
        {
            var started = tools.Time.GetTimestamp();
            var time = tools.Time.GetUtcNow();
            var image = await builder.BuildAsync(definition, build, new ProgressReport(tools.Report), cancellationToken);
            await provenance.RecordAsync(image, time, cancellationToken);
            var how = image.Reused ? "unchanged" : $"built in {tools.Time.GetElapsedTime(started).TotalSeconds:0.0} s";
            tools.Report.Line(
                $"{image.Reference}: {how}, {image.SizeBytes / 1e6:0.0} MB, {image.ImageId}{(image.WhyByEngine is { } why ? $" (not bit-identical elsewhere: {why})" : "")}"
            );
        }
    }
}
