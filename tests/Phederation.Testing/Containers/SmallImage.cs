using System.Text;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;

namespace Phederation.Testing.Containers;

/// <summary>Makes small images from texts, layer by layer, and loads them; the scope removes them.</summary>
public static class SmallImage
{
    /// <summary>The os-release of Debian 12.</summary>
    public const string Bookworm =
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\n";

    /// <summary>The paragraph of an installed package.</summary>
    public static string Package(string name, string version, string? source = null, string more = "") =>
        $"Package: {name}\nStatus: install ok installed\nVersion: {version}\nArchitecture: amd64\n"
        + $"Maintainer: Some Team <team@example.org>\n{(source is null ? "" : $"Source: {source}\n")}{more}Description: a package\n more\n\n";

    /// <summary>An image of Debian 12 with a package status.</summary>
    public static Task<string> WithStatusAsync(EngineScope scope, string status, CancellationToken cancellationToken) =>
        LoadAsync(scope, cancellationToken, layer => Add(Add(layer, "etc/os-release", Bookworm), "var/lib/dpkg/status", status));

    /// <summary>Loads an image of layers; returns its ID.</summary>
    public static async Task<string> LoadAsync(EngineScope scope, CancellationToken cancellationToken, params Action<LayerBuilder>[] layers)
    {
        using var folder = new TempFolder();
        var written = new List<DockerArchiveLayer>();
        foreach (var fill in layers)
        {
            var builder = new LayerBuilder(DateTimeOffset.UnixEpoch);
            fill(builder);
            var file = folder[$"{written.Count}.tar"];
            written.Add(new DockerArchiveLayer((await builder.WriteAsync(file, cancellationToken)).DiffId, file));
        }

        var archive = new DockerArchive(Config(scope, written), written, []);
        await scope.Engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        return archive.ImageId.ToString();
    }

    /// <summary>Adds a text file.</summary>
    public static LayerBuilder Add(LayerBuilder layer, string path, string text) => layer.AddFile(path, Encoding.UTF8.GetBytes(text));

    private static byte[] Config(EngineScope scope, IReadOnlyList<DockerArchiveLayer> layers) =>
        OciDocument.Write(
            new ImageConfig
            {
                Created = "2026-01-02T03:04:05.678901Z",
                Architecture = "amd64",
                Os = "linux",
                Config = new ImageRuntimeConfig { Labels = new Dictionary<string, string>(scope.Labels) },
                RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(layer => layer.DiffId)] },
            }
        );
}
