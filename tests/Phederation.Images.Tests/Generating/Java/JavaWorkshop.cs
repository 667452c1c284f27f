using Phederation.Containers.Oci;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;
using Phederation.Images.Generating;
using Phederation.Images.Packages;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Generating.Java;

/// <summary>Makes generated files with the checkout's own locked kit, without an engine.</summary>
internal sealed class JavaWorkshop : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _count;

    public JavaWorkshop()
    {
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
    }

    /// <summary>The folder of the image; sources go below it.</summary>
    public TempFolder Folder => _folder;

    /// <summary>The digest of the layer with these files, made in a work folder of its own.</summary>
    public async Task<Digest> MakeAsync(string tools, IReadOnlyList<GeneratedFile> files, CancellationToken cancellationToken)
    {
        var tree = await TreeAsync(tools, files, cancellationToken);
        var epoch = PackageLock.Load(SharedImages.ImagesFolder).SourceEpoch;
        return (await TreeWriter.WriteAsync(tree, epoch, _folder[$"layer{_count}.tar"], cancellationToken)).DiffId;
    }

    /// <summary>What the sources in a folder are compiled to: files by their path in an archive.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> CompileAsync(string sources, CancellationToken cancellationToken)
    {
        var tree = await TreeAsync("tomcat", [new JavaClasses("classes", sources, [])], cancellationToken);
        return tree
            .Entries.Where(entry => entry.Kind == TreeEntryKind.File)
            .ToDictionary(entry => entry.Path["classes/".Length..], entry => entry.Content!.ReadAll());
    }

    private async Task<ImageTree> TreeAsync(string tools, IReadOnlyList<GeneratedFile> files, CancellationToken cancellationToken)
    {
        var images = ImageCatalogue.Load(SharedImages.ImagesFolder);
        var packageLock = PackageLock.Load(SharedImages.ImagesFolder);
        var cache = new BuildCache(SharedImages.CacheFolder);
        using var turn = await CacheLock.AcquireAsync(cache.Folder, progress: null, cancellationToken);
        var definition = images.Single(image => image.Name == tools);
        var context = new GeneratorContext(
            definition with
            {
                Folder = _folder.Path,
                Generated = files.Count > 0 ? files : definition.Generated,
            },
            cache.Folder,
            Directory.CreateDirectory(_folder[$"work{++_count}"]).FullName,
            packageLock,
            cache.Tools(packageLock.Distribution, new ProcessRunner()),
            new ProcessRunner()
        );
        var tree = new ImageTree(packageLock.SourceEpoch);
        foreach (var generator in FileGenerator.Of(context))
        {
            await generator.AddFilesAsync(tree, progress: null, cancellationToken);
        }

        return tree;
    }

    public void Dispose() => _folder.Dispose();
}
