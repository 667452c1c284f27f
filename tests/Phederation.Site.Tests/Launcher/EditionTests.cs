using Phederation.Site.Tests.Fixtures;
using Phederation.Trust.Releases;

namespace Phederation.Site.Tests.Launcher;

/// <summary>Releases with two editions of the stack.</summary>
public sealed class EditionTests(ReleaseMaker maker)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_site_runs_the_edition_that_it_chose_and_changes_it_when_told_to()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var name = site.Site.Service;
        await MakeAsync(
            site,
            Service(name, "standard", ("EDITION", "plain")),
            Service(name, "secure", ("EDITION", "safe"), ("MODE", "hard"))
        );

        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "edition standard");
        Assert.Equal(["EDITION=plain", "MODE=test"], await EnvironmentAsync(site));
        LauncherTests.AssertExit(
            ExitCode.Usage,
            await site.RunAsync(Token, "up", "--edition", "gold"),
            "no edition 'gold'",
            "standard, secure"
        );
        Assert.Equal(["EDITION=plain", "MODE=test"], await EnvironmentAsync(site));

        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up", "--edition", "secure"), "replaced", "edition secure");
        Assert.Equal(["EDITION=safe", "MODE=hard"], await EnvironmentAsync(site));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "edition secure", "nothing had changed");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "status"), "healthy");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_the_new_edition_lacks_is_removed()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var name = site.Site.Service;
        await MakeAsync(site, Service(name, "standard"), Service(name + "-s", "secure"));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));

        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up", "--edition", "secure"), $"{name}-s: healthy, created");

        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));
        Assert.NotNull(await site.Site.Scope.Engine.Containers.InspectAsync(name + "-s", Token));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("other", "has the image 'other'")]
    [InlineData("twice", "two services with the name")]
    public async Task A_release_whose_stack_does_not_fit_its_images_is_refused(string fault, string reason)
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var service = Service(site.Site.Service, "standard");
        await MakeAsync(site, fault == "twice" ? [service, service] : [service with { Image = "other" }]);

        LauncherTests.AssertExit(ExitCode.Refused, await site.RunAsync(Token, "verify"), reason);
        LauncherTests.AssertExit(ExitCode.Refused, await site.RunAsync(Token, "up"), reason);
        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(site.Site.Service, Token));
    }

    private Task MakeAsync(ReleasedSite site, params ReleaseService[] services)
    {
        var image = site.Site.Service;
        Directory.Delete(site.Folder, recursive: true);
        return maker.MakeAsync(
            site.Folder,
            site.Site,
            services: [.. services.Select(service => service.Image.Length > 0 ? service : service with { Image = image })],
            cancellationToken: Token
        );
    }

    private static ReleaseService Service(string name, string edition, params (string Name, string Value)[] environment) =>
        new()
        {
            Name = name,
            Image = "",
            Editions = [edition],
            Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
        };

    private static async Task<IEnumerable<string>> EnvironmentAsync(ReleasedSite site)
    {
        var container = await site.Site.ContainerAsync(Token);
        return container
            .Config.Env.Where(variable =>
                variable.StartsWith("EDITION=", StringComparison.Ordinal) || variable.StartsWith("MODE=", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);
    }
}
