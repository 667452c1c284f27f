using System.Text;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Hardening;

public sealed class SecretVolumeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Secrets_are_read_by_their_owner_and_by_nobody_else()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await SeedAsync(scope, ("password", "first"), ("token", "t0ken"));

        Assert.Equal("400 999:998 first", await ReadAsync(scope, "999:998"));
        Assert.Equal("400 999:998", await ReadAsync(scope, "1000:1000"));
        Assert.Empty(await scope.Engine.Containers.ListAsync([scope.LabelFilter], cancellationToken: Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Seeding_again_replaces_the_value()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await SeedAsync(scope, ("password", "first"));
        await SeedAsync(scope, ("password", "second"));
        Assert.EndsWith("second", await ReadAsync(scope, "999:998"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_the_engine_shows_holds_the_secret()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var started = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        await SeedAsync(scope, ("password", "never-shown-anywhere"));
        var until = TimeProvider.System.GetUtcNow();
        await foreach (var happening in scope.Engine.System.EventsAsync(since: started, until: until, cancellationToken: Token))
        {
            Assert.DoesNotContain("never-shown-anywhere", string.Join(' ', happening.Actor.Attributes.Values), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("name\n")]
    public async Task Name_that_is_no_plain_file_name_is_refused(string name)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await Assert.ThrowsAsync<ArgumentException>(() => SeedAsync(scope, (name, "x")));
        Assert.Null(await scope.Engine.Volumes.InspectAsync(scope.Id, Token));
    }

    private static Task SeedAsync(EngineScope scope, params (string Name, string Value)[] files) =>
        SecretVolume.SeedAsync(
            scope.Engine,
            scope.ImageId,
            scope.Id,
            999,
            998,
            files.ToDictionary(file => file.Name, file => Encoding.UTF8.GetBytes(file.Value)),
            scope.Labels,
            Token
        );

    private static async Task<string> ReadAsync(EngineScope scope, string user)
    {
        var request = scope.Request(
            "/bin/sh",
            "-c",
            "cd /; echo $(stat -c '%a %u:%g' /run/secrets/password) $(cat /run/secrets/password 2> /dev/null); echo x > /run/secrets/new"
        );
        var id = await scope.Engine.Containers.CreateAsync(
            request with
            {
                User = user,
                HostConfig = new HostConfig
                {
                    NetworkMode = "none",
                    ReadonlyRootfs = true,
                    CapDrop = ["ALL"],
                    Mounts =
                    [
                        new Mount
                        {
                            Type = "volume",
                            Source = scope.Id,
                            Target = "/run/secrets",
                            ReadOnly = true,
                        },
                    ],
                },
            },
            Token
        );
        await scope.Engine.Containers.StartAsync(id, Token);
        var exitCode = await scope.Engine.Containers.WaitAsync(id, cancellationToken: Token);
        Assert.NotEqual(0, exitCode);
        var text = await scope.Engine.Containers.LogTextAsync(id, cancellationToken: Token);
        await scope.Engine.Containers.RemoveAsync(id, cancellationToken: Token);
        return text.Split("\n").First(line => !line.StartsWith("/bin/sh:", StringComparison.Ordinal));
    }
}
