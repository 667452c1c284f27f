using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>An image that was read to its end: its configuration, every layer, and the file system that they make together.</summary>
internal sealed class AuditedImage
{
    /// <summary>Puts the layers on each other.</summary>
    public AuditedImage(Digest id, ImageConfig config, IReadOnlyList<AuditedLayer> layers, IReadOnlyList<string> tags)
    {
        Id = id;
        Config = config;
        Layers = layers;
        Tags = tags;
        Accounts = AccountFiles.Read(Tree = MergedTree.Of(layers));
    }

    /// <summary>The SHA-256 of the configuration.</summary>
    public Digest Id { get; }

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; }

    /// <summary>What a container of it runs as.</summary>
    public ImageRuntimeConfig Runtime => Config.Config ?? new ImageRuntimeConfig();

    /// <summary>The layers, the lowest first.</summary>
    public IReadOnlyList<AuditedLayer> Layers { get; }

    /// <summary>The references that the archive names.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>What a container sees.</summary>
    public MergedTree Tree { get; }

    /// <summary>The accounts of the files in /etc.</summary>
    public AccountFiles Accounts { get; }

    /// <summary>Every entry of every layer: what a later layer hides is still in the image.</summary>
    public IEnumerable<AuditedFile> AllFiles => Layers.SelectMany(layer => layer.Files);
}
