using System.Security.Cryptography;
using Phederation.Containers.Oci;

namespace Phederation.Images.Building;

/// <summary>
/// The images of the cache folder that were written here: one configuration a name, and the layers that these name. An image on top of
/// another is written with that one's layers, so that the engine need not be asked for them.
/// </summary>
internal sealed class WrittenImages(string folder)
{
    private string Layers => Path.Combine(folder, "layers");

    /// <summary>The last written image of a name when it has this ID and all its layers are there, unchanged.</summary>
    public async Task<WrittenImage?> FindAsync(string name, Digest imageId, CancellationToken cancellationToken)
    {
        var path = ConfigPath(name);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (Digest.Sha256(bytes) != imageId)
        {
            return null;
        }

        var layers = OciDocument.ParseConfig(bytes).RootFs.DiffIds.Select(id => new LayerFile(id, LayerPath(id))).ToList();
        foreach (var layer in layers)
        {
            if (!File.Exists(layer.Path) || await HashAsync(layer.Path, cancellationToken) != layer.DiffId.Hex)
            {
                return null;
            }
        }

        return new WrittenImage(bytes, layers);
    }

    /// <summary>Keeps an image; its own layers are moved in. Layers that no image names any more are removed.</summary>
    public async Task<WrittenImage> SaveAsync(string name, WrittenImage image, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Layers);
        var kept = new List<LayerFile>();
        foreach (var layer in image.Layers)
        {
            var path = LayerPath(layer.DiffId);
            if (layer.Path != path)
            {
                File.Move(layer.Path, path, overwrite: true);
            }

            kept.Add(layer with { Path = path });
        }

        await File.WriteAllBytesAsync(ConfigPath(name) + ".new", image.ConfigBytes, cancellationToken);
        File.Move(ConfigPath(name) + ".new", ConfigPath(name), overwrite: true);
        RemoveUnnamed();
        return image with { Layers = kept };
    }

    private void RemoveUnnamed()
    {
        var named = Directory
            .EnumerateFiles(folder, "*.json")
            .SelectMany(file => OciDocument.ParseConfig(File.ReadAllBytes(file)).RootFs.DiffIds)
            .Select(LayerPath)
            .ToHashSet();
        foreach (var file in Directory.EnumerateFiles(Layers).Where(file => !named.Contains(file)))
        {
            File.Delete(file);
        }
    }

    private string ConfigPath(string name) => Path.Combine(folder, name + ".json");

    private string LayerPath(Digest diffId) => Path.Combine(Layers, diffId.Hex + ".tar");

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
