using System.Text.Json;
using Phederation.Images.Building;
using Phederation.Images.Provenance;
using Phederation.Pipeline.Incremental;

namespace Phederation.Pipeline.Releases;

/// <summary>
/// The provenance of the images, one statement an image. A statement stays as long as its image does: what was built of a clean commit
/// is not claimed anew of a later, changed tree.
/// </summary>
internal sealed class ProvenanceStore(PipelineOptions options, PipelineTools tools)
{
    /// <summary>The statement of an image.</summary>
    public string PathOf(string image) => Path.Combine(options.Provenance, image + ".slsa.json");

    /// <summary>Whether there is a statement about exactly this image.</summary>
    public async Task<bool> HasAsync(string image, string imageId, CancellationToken cancellationToken)
    {
        var path = PathOf(image);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
            var digest = document.RootElement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString();
            return $"sha256:{digest}" == imageId;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>Writes the statement of an image that was built, or found built without one.</summary>
    public async Task RecordAsync(BuiltImage image, DateTimeOffset started, CancellationToken cancellationToken)
    {
        if (image.Reused && await HasAsync(image.Definition.Name, image.ImageId.ToString(), cancellationToken))
        {
            return;
        }

        var source = await SourceState.ReadAsync(options.Root, tools.Processes, cancellationToken);
        var version = await tools.Engine.System.VersionAsync(cancellationToken);
        var run = new ProvenanceRun(
            source.Commit,
            source.Changes,
            source.IsDirty,
            ToolVersion.Current,
            $"docker {version.Version}",
            started,
            tools.Time.GetUtcNow()
        );
        await AtomicOutput.WriteFileAsync(PathOf(image.Definition.Name), ProvenanceStatement.Write(image, run), cancellationToken);
    }
}
