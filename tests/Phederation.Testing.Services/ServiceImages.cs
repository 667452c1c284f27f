using Phederation.Containers.Engine;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Processes;
using Phederation.Trust.Services;

namespace Phederation.Testing.Services;

/// <summary>The checkout's own images of the registry and the trust server, built once for all tests; packages are kept between runs.</summary>
public static class ServiceImages
{
    private static readonly SemaphoreSlim Turn = new(1);
    private static TrustServiceImages? _built;

    /// <summary>The images; the test is skipped where they can't be made.</summary>
    public static async Task<TrustServiceImages> GetAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        Requires.Engine();
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return _built ??= await BuildAsync(engine, cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<TrustServiceImages> BuildAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var catalogue = ImageCatalogue.Load(Path.Combine(Repository.Root, "images"));
        var builder = new ImageBuilder(engine, new ProcessRunner(), catalogue);
        return new TrustServiceImages(
            await BuildAsync("registry"),
            await BuildAsync("notary"),
            await BuildAsync("notary-signer"),
            await BuildAsync("notary-database")
        );

        async Task<TrustServiceImage> BuildAsync(string name)
        {
            var definition = catalogue.Single(image => image.Name == name);
            var options = new ImageBuildOptions { CacheFolder = Path.Combine(Repository.Root, ".state", "cache", "images") };
            var image = await builder.BuildAsync(definition, options, progress: null, cancellationToken);
            return new TrustServiceImage(image.ImageId.ToString(), definition.Runtime!, SeccompProfileJson: null);
        }
    }
}
