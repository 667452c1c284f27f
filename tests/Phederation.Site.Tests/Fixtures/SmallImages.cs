using System.Formats.Tar;
using Phederation.Containers.Oci;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>Images of one test: the shared test image's layer under a configuration of their own, written as OCI layouts.</summary>
internal sealed class SmallImages(EngineScope scope, TempFolder temp)
{
    /// <summary>Becomes healthy at once, ends at once on SIGTERM, and says so.</summary>
    public const string Server = "trap 'echo ending; exit 0' TERM; echo serving; " + " touch /tmp/ready; while :; do sleep 0.1; done";

    private string? _layer;

    /// <summary>Writes an image into a layout folder.</summary>
    /// <param name="folder">The layout folder, made here.</param>
    /// <param name="script">What the image runs with /bin/sh.</param>
    /// <param name="note">Anything; another note makes another image.</param>
    public async Task<(Digest Manifest, Digest Config, long ManifestLength)> WriteAsync(string folder, string script, string note = "")
    {
        var blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256")).FullName;
        var layerFile = await LayerAsync();
        await using var content = File.OpenRead(layerFile);
        var diffId = await Digest.Sha256Async(content);
        File.Copy(layerFile, Path.Combine(blobs, diffId.Hex), overwrite: true);
        var config = Put(
            OciDocument.Write(
                new ImageConfig
                {
                    Created = "1970-01-01T00:00:00Z",
                    Architecture = "amd64",
                    Os = "linux",
                    Config = new ImageRuntimeConfig
                    {
                        Env = ["PATH=/usr/bin:/bin", $"NOTE={note}"],
                        Cmd = ["/bin/sh", "-c", script],
                        Labels = new Dictionary<string, string> { [TestImage.Label] = scope.Id },
                        Healthcheck = new HealthConfig
                        {
                            Test = ["CMD", "/usr/bin/stat", "/tmp/ready"],
                            Interval = 200_000_000,
                            Timeout = 5_000_000_000,
                            StartPeriod = 0,
                            Retries = 5,
                        },
                    },
                    RootFs = new RootFs { Type = "layers", DiffIds = [diffId] },
                }
            )
        );
        var manifest = Put(
            OciDocument.Write(
                new ImageManifest
                {
                    SchemaVersion = 2,
                    MediaType = MediaTypes.OciManifest,
                    Config = Describe(MediaTypes.OciConfig, config),
                    Layers = [Describe(MediaTypes.OciLayer, diffId)],
                }
            )
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "index.json"),
            OciDocument.Write(
                new ImageIndex
                {
                    SchemaVersion = 2,
                    MediaType = MediaTypes.OciIndex,
                    Manifests = [Describe(MediaTypes.OciManifest, manifest)],
                }
            )
        );
        return (manifest, config, new FileInfo(Path.Combine(blobs, manifest.Hex)).Length);

        Digest Put(byte[] bytes)
        {
            var digest = Digest.Sha256(bytes);
            File.WriteAllBytes(Path.Combine(blobs, digest.Hex), bytes);
            return digest;
        }

        Descriptor Describe(string mediaType, Digest digest) =>
            new()
            {
                MediaType = mediaType,
                Digest = digest,
                Size = new FileInfo(Path.Combine(blobs, digest.Hex)).Length,
            };
    }

    /// <summary>The test image's only layer, taken from the engine.</summary>
    private async Task<string> LayerAsync()
    {
        if (_layer is not null)
        {
            return _layer;
        }

        await using var archive = await scope.Engine.Images.SaveAsync([scope.ImageId]);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name.EndsWith("layer.tar", StringComparison.Ordinal))
            {
                _layer = temp["layer.tar"];
                await entry.ExtractToFileAsync(_layer, overwrite: true);
                return _layer;
            }
        }

        throw new InvalidOperationException("The engine saved the test image without a layer.");
    }
}
