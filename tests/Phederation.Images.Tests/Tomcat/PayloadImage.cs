using Phederation.Containers.Engine;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Tomcat;

/// <summary>An image with an application on the checkout's own server image, made as an image of the catalogue is, and removed at the end.</summary>
internal sealed class PayloadImage : IAsyncDisposable
{
    private const string Name = "payload";
    private readonly EngineClient _engine = EngineClient.Connect(EngineEndpoint.Default);
    private readonly TempFolder _folder = new();

    public BuiltImage Image { get; private set; } = null!;

    private string ImagesFolder => _folder["images"];

    public static async Task<PayloadImage> BuildAsync(CancellationToken cancellationToken)
    {
        Requires.Engine();
        var payload = new PayloadImage();
        try
        {
            await SharedImages.GetAsync(payload._engine, "tomcat", cancellationToken);
            payload.CopyDefinitions();
            payload.Lock();
            payload.Image = await payload.BuildPayloadAsync(cancellationToken);
            return payload;
        }
        catch
        {
            await payload.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        if (Image is not null)
        {
            await _engine.Images.RemoveAsync(Image.ImageId.ToString(), force: true, limit.Token);
        }

        _engine.Dispose();
        _folder.Dispose();
    }

    private void CopyDefinitions()
    {
        Copy(SharedImages.ImagesFolder, ImagesFolder);
        Copy(Path.Combine(Repository.Root, "tests/Phederation.Images.Tests/Tomcat/Payload"), Path.Combine(ImagesFolder, Name));

        // A repository of this test's own, so that two runs don't take each other's tag.
        var definition = Path.Combine(ImagesFolder, Name, ImageCatalogue.DefinitionFile);
        var repository = $"phederation-test-{Guid.NewGuid().ToString("N")[..12]}";
        File.WriteAllText(
            definition,
            File.ReadAllText(definition)
                .Replace("honeur/", repository + "/", StringComparison.Ordinal)
                .Replace("title = \"", $"title = \"{repository} ", StringComparison.Ordinal)
        );
    }

    // As --update-lock would write it: the payload's tools are those of the server, so nothing has to be resolved anew.
    private void Lock()
    {
        var catalogue = ImageCatalogue.Load(ImagesFolder);
        var payload = catalogue.Single(image => image.Name == Name);
        var packageLock = PackageLock.Load(ImagesFolder);
        var requests = packageLock.Requests.Append(
            KeyValuePair.Create(Name, PackageLock.RequestOf(payload, ImageCatalogue.BasesOf(payload, catalogue)))
        );
        (
            packageLock with
            {
                Requests = requests.ToDictionary(),
                Packages =
                [
                    .. packageLock.Packages.Select(package =>
                        package.BuildImages.Contains("tomcat") ? package with { BuildImages = [.. package.BuildImages, Name] } : package
                    ),
                ],
            }
        ).Save(ImagesFolder);
    }

    private async Task<BuiltImage> BuildPayloadAsync(CancellationToken cancellationToken)
    {
        var catalogue = ImageCatalogue.Load(ImagesFolder);
        return await new ImageBuilder(_engine, new ProcessRunner(), catalogue).BuildAsync(
            catalogue.Single(image => image.Name == Name),
            new ImageBuildOptions { CacheFolder = SharedImages.CacheFolder },
            progress: null,
            cancellationToken
        );
    }

    private static void Copy(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
