using Phederation.Containers.Engine;
using Phederation.Images.Catalogue;
using Phederation.Processes;

namespace Phederation.Benchmarks.Images;

/// <summary>
/// Every image that runs, beside the plain form of the same service: packages, size, start and memory, measured in one run. The plain size
/// is what the packages say that they take on a disk; ours is what the engine says. The plain start ends when the port answers, ours when the
/// health check passes, which asks more.
/// </summary>
internal sealed class ImagesBenchmark(EngineClient engine, IProcessRunner processes, string root, IReadOnlyList<string> only)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, "images");
        var catalogue = ImageCatalogue.Load(folder);
        var packages = await PackageFigures.LoadAsync(folder, Path.Combine(root, ".state", "cache"), catalogue, cancellationToken);
        var ours = new ImageMeasure(engine, catalogue);
        ImagesTable.Head();
        foreach (var image in catalogue.Where(image => image.Runtime is not null && (only.Count == 0 || only.Contains(image.Name))))
        {
            if (await engine.Images.InspectAsync(image.Reference, cancellationToken) is not { } built)
            {
                Console.WriteLine($"{image.Name, -32} not built here; run the target Images");
                continue;
            }

            var (count, unpatched) = await packages.OfAsync(image, cancellationToken);
            var running = await ours.RunAsync(image, built.Id, cancellationToken);
            var figures = new ImageFigures(image.Name, count, unpatched, built.Size, running);
            ImagesTable.Row(figures, await PlainAsync(image, packages, cancellationToken));
        }
    }

    private async Task<PlainFigures?> PlainAsync(ImageDefinition image, PackageFigures packages, CancellationToken cancellationToken)
    {
        if (PlainForm.All.FirstOrDefault(form => form.Image == image.Name) is not { } form)
        {
            return null;
        }

        var (count, bytes) = await packages.PlainAsync(form.Packages, cancellationToken);
        var plain = new PlainMeasure(engine, processes, packages.Suite);
        return new PlainFigures(count, bytes, await plain.RunAsync(form, cancellationToken));
    }
}
