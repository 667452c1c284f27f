using Phederation.Containers.Engine;
using Phederation.Site.Release;

namespace Phederation.Site.Images;

/// <summary>Puts the release's images into an engine, and proves by ID that they are the signed ones.</summary>
internal sealed class ReleaseImages(EngineClient engine, IProgress<SiteEvent> progress)
{
    /// <summary>
    /// The ID of the service's image in the engine; null when it isn't there. An ID is a hash that the engine itself computed, of the
    /// configuration or, in containerd's store, of the manifest: so equality with the signed digest is the proof, and tags prove nothing.
    /// </summary>
    public async Task<string?> FindAsync(SiteService service, CancellationToken cancellationToken)
    {
        foreach (var digest in new[] { service.ConfigDigest, service.ManifestDigest })
        {
            if (await engine.Images.InspectAsync(digest.ToString(), cancellationToken) is { } image && image.Id == digest.ToString())
            {
                return image.Id;
            }
        }

        return null;
    }

    /// <summary>Loads the image from the release.</summary>
    /// <returns>Its ID.</returns>
    /// <exception cref="SiteException">What the engine loaded is not the signed image.</exception>
    public async Task<string> LoadAsync(SiteService service, CancellationToken cancellationToken)
    {
        var step = $"{service.Name}: load the image";
        progress.Started(step);
        var archive = await ReleaseArchive.OpenAsync(service, cancellationToken);
        var loaded = await engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        var id = await FindAsync(service, cancellationToken);
        if (id is null)
        {
            throw new SiteException(
                ExitCode.Refused,
                $"The engine loaded {string.Join(", ", loaded)} from {service.LayoutFolder}, but holds no image with the signed ID"
                    + $" {service.ConfigDigest} (or manifest {service.ManifestDigest}).",
                "The release changed while it was read: copy it again from where it was published, then verify it."
            );
        }

        progress.Done(step, $"{service.Reference}, {id}");
        return id;
    }
}
