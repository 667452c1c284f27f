using Phederation.Containers.Engine;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests;

/// <summary>
/// A copy of the folder of images that a test may change, with repositories and a cache of its own. The packages that the shared cache
/// has are taken over, so that not every test downloads them.
/// </summary>
internal sealed class ImagesCopy : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EngineClient _engine;
    private readonly string _prefix;

    public ImagesCopy(string? prefix = null, bool withPackages = true)
    {
        Requires.Engine();
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        _engine = EngineClient.Connect(EngineEndpoint.Default);
        _prefix = prefix ?? "phederation-test-" + Guid.NewGuid().ToString("N")[..12];
        foreach (var file in Directory.EnumerateFiles(SharedImages.ImagesFolder, "*", SearchOption.AllDirectories))
        {
            var target = _folder[Path.Combine("images", Path.GetRelativePath(SharedImages.ImagesFolder, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        // What the images compile of the checkout: the small programs, which lie beside the folder of images.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "native")))
        {
            Directory.CreateDirectory(_folder["src/native"]);
            File.Copy(file, _folder[$"src/native/{Path.GetFileName(file)}"]);
        }

        foreach (var name in Directory.EnumerateDirectories(ImagesFolder).Select(folder => Path.GetFileName(folder)))
        {
            // The title too: it is in the image, so that no image of another test, and none of the checkout's own, is the same.
            Change($"{name}/image.toml", "repository = \"honeur/", $"repository = \"{_prefix}/");
            Change($"{name}/image.toml", "title = \"", $"title = \"{_prefix} ");
        }

        if (withPackages)
        {
            TakePackages();
        }
    }

    /// <summary>What the repositories of its images begin with.</summary>
    public string Prefix => _prefix;

    public string ImagesFolder => _folder["images"];

    public string CacheFolder => _folder["cache"];

    /// <summary>Takes over what the shared cache has of the base's packages, or of all.</summary>
    public void TakePackages(string? image = null)
    {
        Directory.CreateDirectory(_folder["cache/packages"]);
        foreach (var package in PackageLock.Load(ImagesFolder).Packages.Where(package => image is null || package.Images.Contains(image)))
        {
            var file = Path.Combine(SharedImages.CacheFolder, "packages", package.Sha256 + ".deb");
            if (File.Exists(file))
            {
                File.Copy(file, Path.Combine(_folder["cache/packages"], Path.GetFileName(file)), overwrite: true);
            }
        }
    }

    public void Change(string file, string old, string replacement)
    {
        var path = Path.Combine(ImagesFolder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public async Task<BuiltImage> BuildAsync(
        string name,
        CancellationToken cancellationToken,
        bool updateLock = false,
        BuildLimits? limits = null
    )
    {
        var catalogue = ImageCatalogue.Load(ImagesFolder);
        var builder = new ImageBuilder(_engine, new ProcessRunner(), catalogue);
        return await builder.BuildAsync(
            catalogue.Single(image => image.Name == name),
            new ImageBuildOptions
            {
                CacheFolder = CacheFolder,
                UpdateLock = updateLock,
                Limits = limits ?? new BuildLimits(),
            },
            progress: null,
            cancellationToken
        );
    }

    public async Task<ImageException> FaultAsync(string name, CancellationToken cancellationToken, BuildLimits? limits = null) =>
        await Assert.ThrowsAsync<ImageException>(() => BuildAsync(name, cancellationToken, limits: limits));

    public LockedPackage Locked(string package) => PackageLock.Load(ImagesFolder).Packages.Single(locked => locked.Name == package);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        const string title = "org.opencontainers.image.title";
        const string below = "org.opencontainers.image.base.name";
        var images = (await _engine.Images.ListAsync([title], limit.Token))
            .Where(image => image.Labels[title].StartsWith(_prefix + " ", StringComparison.Ordinal))
            .ToList();

        // Images on a base before the base itself.
        while (images.Count > 0)
        {
            var bases = images.Select(image => image.Labels.GetValueOrDefault(below)).ToHashSet();
            var top = images.Where(image => !image.RepoTags.Any(bases.Contains)).ToList();
            foreach (var image in top.Count > 0 ? top : [.. images])
            {
                await _engine.Images.RemoveAsync(image.Id, force: true, limit.Token);
                images.Remove(image);
            }
        }

        _engine.Dispose();
        _folder.Dispose();
    }
}
