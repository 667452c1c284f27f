using System.Security.Cryptography.X509Certificates;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;

namespace Phederation.Images.Generating.Java;

/// <summary>Makes Java trust the authorities that all other programs of the images trust. Java 17 does not read the bundle itself.</summary>
internal sealed class JavaTrustStoreGenerator(JavaTrustStore store, GeneratorContext context) : FileGenerator
{
    private const string Certificates = "usr/share/ca-certificates";

    /// <inheritdoc />
    public override Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken)
    {
        // The certificates are those of a build package, whose hash is an input already.
        hash.Add($"trust store {store.Path}", "1");
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var root = await context.Tools.EnsureAsync(context.Lock.ToolsOf(context.Definition), progress, cancellationToken);
        var folder = Path.Combine(root, Certificates);
        var files = Directory.Exists(folder)
            ? FolderWalk.Files(folder).Where(file => file.Name.EndsWith(".crt", StringComparison.Ordinal)).ToList()
            : [];
        if (files.Count == 0)
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: the trust store needs ca-certificates among the build packages"
            );
        }

        var certificates = new List<byte[]>();
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
            using var certificate = X509Certificate2.CreateFromPem(text);
            certificates.Add(certificate.RawData);
        }

        tree.PutFile(store.Path, JavaKeyStore.Write(certificates), "ca-certificates");
    }
}
