using Phederation.Containers.Engine;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests;

/// <summary>The checkout's own images, built once for all tests that need them; packages are kept between runs.</summary>
internal static class SharedImages
{
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly Dictionary<string, BuiltImage> Built = [];

    public static string CacheFolder => Path.Combine(Repository.Root, ".state", "cache");

    public static string ImagesFolder => Path.Combine(Repository.Root, "images");

    public static async Task<BuiltImage> GetAsync(EngineClient engine, string name, CancellationToken cancellationToken)
    {
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        await Turn.WaitAsync(cancellationToken);
        try
        {
            if (!Built.TryGetValue(name, out var built))
            {
                var catalogue = ImageCatalogue.Load(ImagesFolder);
                var builder = new ImageBuilder(engine, new ProcessRunner(), catalogue);
                built = await builder.BuildAsync(
                    catalogue.Single(image => image.Name == name),
                    new ImageBuildOptions { CacheFolder = CacheFolder },
                    progress: null,
                    cancellationToken
                );
                Built.Add(name, built);
            }

            return built;
        }
        finally
        {
            Turn.Release();
        }
    }
}
