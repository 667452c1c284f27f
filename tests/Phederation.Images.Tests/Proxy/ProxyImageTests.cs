using System.Formats.Tar;
using Phederation.Containers.Engine.Models;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Proxy;

public sealed class ProxyImageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Image_keeps_its_budget_and_says_what_it_is()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var built = await SharedImages.GetAsync(scope.Engine, "proxy", Cancellation);
        var image = (await scope.Engine.Images.InspectAsync(built.ImageId.ToString(), Cancellation))!;

        Assert.InRange(image.Size, 10_000_000, 20_000_000);
        Assert.Equal("990:990", image.Config.User);
        Assert.Equal("SIGQUIT", image.Config.StopSignal);
        Assert.Null(image.Config.Volumes);
        Assert.Equal(built.Definition.Licence, image.Config.Labels["org.opencontainers.image.licenses"]);
        Assert.Equal(["CMD", "/usr/lib/phederation/http-health", "8081/healthy"], image.Config.Healthcheck!.Test!);
    }

    [Fact(Timeout = 300_000)]
    public async Task Image_holds_two_programs_and_no_shell()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var built = await SharedImages.GetAsync(scope.Engine, "proxy", Cancellation);
        var id = await scope.Engine.Containers.CreateAsync(
            new CreateContainerRequest
            {
                Image = built.ImageId.ToString(),
                Labels = scope.Labels,
                HostConfig = new HostConfig { NetworkMode = "none" },
            },
            Cancellation
        );
        await using var archive = await scope.Engine.Containers.GetArchiveAsync(id, "/", Cancellation);
        await using var reader = new TarReader(archive);
        var programs = new List<string>();
        while (await reader.GetNextEntryAsync(cancellationToken: Cancellation) is { } entry)
        {
            var path = entry.Name.TrimStart('.', '/');
            Assert.False(entry.Mode.HasFlag(UnixFileMode.SetUser) || entry.Mode.HasFlag(UnixFileMode.SetGroup), path);
            if (
                // What the engine itself puts into a container is empty.
                entry.Length > 0
                && entry.EntryType == TarEntryType.RegularFile
                && entry.Mode.HasFlag(UnixFileMode.UserExecute)
                && !path.Contains(".so", StringComparison.Ordinal)
            )
            {
                programs.Add(path);
            }
        }

        Assert.Equal(["usr/lib/phederation/http-health", "usr/sbin/nginx"], programs.Order(StringComparer.Ordinal));
    }
}
