using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Engine;

public sealed class ImageOperationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Loaded_image_has_the_id_of_its_configuration_and_keeps_its_health_check()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        var archive = await ArchiveAsync(scope, folder, $"{scope.Id}:loaded");
        Assert.Equal([$"{scope.Id}:loaded"], await scope.Engine.Images.LoadAsync(archive.WriteAsync, Token));

        var image = (await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token))!;
        Assert.Equal(archive.ImageId.ToString(), image.Id);
        Assert.Equal([$"{scope.Id}:loaded"], image.RepoTags);
        Assert.Equal(["CMD", "/bin/true"], image.Config.Healthcheck!.Test);
        Assert.Equal(7_000_000_000, image.Config.Healthcheck.Interval);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), image.Created);
        Assert.Single(image.RootFS.Layers);
        Assert.Equal("by the test", Assert.Single(await scope.Engine.Images.HistoryAsync(image.Id, Token)).CreatedBy);
        Assert.Equal([image.Id], (await scope.Engine.Images.ListAsync([scope.LabelFilter], Token)).Select(found => found.Id));
    }

    [Fact(Timeout = 60_000)]
    public async Task Image_without_a_reference_is_loaded_by_id()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        var archive = await ArchiveAsync(scope, folder);
        using var file = new MemoryStream();
        await archive.WriteAsync(file, Token);
        file.Position = 0;
        Assert.Equal([archive.ImageId.ToString()], await scope.Engine.Images.LoadAsync(file, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Saved_image_can_be_loaded_again()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        var archive = await ArchiveAsync(scope, folder, $"{scope.Id}:saved");
        await scope.Engine.Images.LoadAsync(archive.WriteAsync, Token);
        await using (var saved = await scope.Engine.Images.SaveAsync([$"{scope.Id}:saved"], Token))
        await using (var file = File.Create(folder["saved.tar"]))
        {
            await saved.CopyToAsync(file, Token);
        }

        await scope.Engine.Images.RemoveAsync($"{scope.Id}:saved", cancellationToken: Token);
        Assert.Null(await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token));
        await using var again = File.OpenRead(folder["saved.tar"]);
        Assert.Equal([$"{scope.Id}:saved"], await scope.Engine.Images.LoadAsync(again, Token));
        Assert.NotNull(await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Tag_moves_and_goes()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        var archive = await ArchiveAsync(scope, folder, $"{scope.Id}:a");
        var images = scope.Engine.Images;
        await images.LoadAsync(archive.WriteAsync, Token);
        await images.TagAsync(archive.ImageId.ToString(), $"127.0.0.1:5999/{scope.Id}:b", Token);
        Assert.Equal(
            [$"127.0.0.1:5999/{scope.Id}:b", $"{scope.Id}:a"],
            (await images.InspectAsync(archive.ImageId.ToString(), Token))!.RepoTags.Order(StringComparer.Ordinal)
        );
        var untagged = await images.RemoveAsync($"{scope.Id}:a", cancellationToken: Token);
        Assert.Equal($"{scope.Id}:a", Assert.Single(untagged).Untagged);
        Assert.Empty(await images.RemoveAsync($"{scope.Id}:a", cancellationToken: Token));
        var deleted = await images.RemoveAsync($"127.0.0.1:5999/{scope.Id}:b", cancellationToken: Token);
        Assert.Contains(deleted, removed => removed.Deleted == archive.ImageId.ToString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Image_of_a_container_can_not_be_removed()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await scope.RunAsync(Token, "/bin/sleep", "600");
        var refusal = await Assert.ThrowsAsync<EngineException>(() =>
            scope.Engine.Images.RemoveAsync(scope.ImageId, cancellationToken: Token)
        );
        Assert.Equal(EngineErrorKind.Conflict, refusal.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Archive_that_is_no_image_is_an_error()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var nonsense = new MemoryStream("this is no tar"u8.ToArray());
        await Assert.ThrowsAsync<EngineException>(() => scope.Engine.Images.LoadAsync(nonsense, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Writer_that_fails_ends_the_load_with_its_own_error()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await Assert.ThrowsAsync<LayerException>(() => scope.Engine.Images.LoadAsync((_, _) => throw new LayerException("broken"), Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_removes_the_images_with_the_label()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        var archive = await ArchiveAsync(scope, folder, $"{scope.Id}:pruned");
        await scope.Engine.Images.LoadAsync(archive.WriteAsync, Token);
        var pruned = await scope.Engine.Images.PruneAsync([scope.LabelFilter], Token);
        Assert.Contains(archive.ImageId.ToString(), pruned.Removed);
        Assert.NotNull(await scope.Engine.Images.InspectAsync(scope.ImageId, Token));
    }

    internal static async Task<DockerArchive> ArchiveAsync(EngineScope scope, TempFolder folder, params string[] references)
    {
        var layer = await new LayerBuilder(DateTimeOffset.UnixEpoch)
            .AddFile("id", System.Text.Encoding.ASCII.GetBytes(scope.Id))
            .WriteAsync(folder["layer.tar"], Token);
        var config = new ImageConfig
        {
            Created = "2023-11-14T22:13:20Z",
            Architecture = "amd64",
            Os = "linux",
            Config = new ImageRuntimeConfig
            {
                Cmd = ["/bin/true"],
                Labels = scope.Labels,
                Healthcheck = new HealthConfig { Test = ["CMD", "/bin/true"], Interval = 7_000_000_000 },
            },
            RootFs = new RootFs { Type = "layers", DiffIds = [layer.DiffId] },
            History = [new HistoryEntry { Created = "2023-11-14T22:13:20Z", CreatedBy = "by the test" }],
        };
        return new DockerArchive(OciDocument.Write(config), [new DockerArchiveLayer(layer.DiffId, folder["layer.tar"])], references);
    }
}
