using Phederation.Containers.Engine;
using Phederation.Testing;

namespace Phederation.Images.Tests.Postgres;

public sealed class PostgresImageTests
{
    [Fact(Timeout = 300_000)]
    public async Task Image_keeps_its_budget_and_says_what_it_is()
    {
        Requires.Engine();
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        var built = await SharedImages.GetAsync(engine, "postgres", TestContext.Current.CancellationToken);
        var image = (await engine.Images.InspectAsync(built.Reference, TestContext.Current.CancellationToken))!;

        Assert.Equal(built.ImageId.ToString(), image.Id);
        Assert.InRange(image.Size, 50_000_000, 100_000_000);
        Assert.Equal(built.SizeBytes, image.Size);
        Assert.Equal("999:999", image.Config.User);
        Assert.Equal("SIGINT", image.Config.StopSignal);
        Assert.Null(image.Config.Volumes);
        Assert.Equal(built.Definition.Version, image.Config.Labels["org.opencontainers.image.version"]);
        Assert.Equal(built.Definition.Licence, image.Config.Labels["org.opencontainers.image.licenses"]);
        Assert.Equal("CMD", image.Config.Healthcheck!.Test![0]);
    }
}
