using Phederation.Containers.Hardening;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Launcher;

/// <summary>What a site sets of its services.</summary>
public sealed class SettingTests(ReleaseMaker maker)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_service_that_needs_a_setting_is_started_once_it_is_set_and_keeps_it()
    {
        await using var site = await OpenAsync(new SiteSetting("CENTRAL_URL", "the centre's address", Required: true));
        var name = site.Site.Service;

        LauncherTests.AssertExit(
            ExitCode.Success,
            await site.RunAsync(Token, "up"),
            $"--set {name}.CENTRAL_URL=VALUE (the centre's address)"
        );
        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));

        LauncherTests.AssertExit(
            ExitCode.Success,
            await site.RunAsync(Token, "up", "--set", $"{name}.CENTRAL_URL=https://a?b=c"),
            "created"
        );
        Assert.Equal("CENTRAL_URL=https://a?b=c", await VariableAsync(site));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "nothing had changed");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "status"), "healthy");

        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up", "--set", $"{name}.CENTRAL_URL=https://d"), "replaced");
        Assert.Equal("CENTRAL_URL=https://d", await VariableAsync(site));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up", "--set", $"{name}.CENTRAL_URL="), "is not started");
        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));
    }

    [Fact(Timeout = 300_000)]
    public async Task Only_what_the_signed_contract_leaves_to_a_site_can_be_set()
    {
        await using var site = await OpenAsync(new SiteSetting("LEVEL", "how much", Required: false));
        var name = site.Site.Service;

        LauncherTests.AssertExit(
            ExitCode.Usage,
            await site.RunAsync(Token, "up", "--set", $"{name}.LD_PRELOAD=/x"),
            "no such setting",
            $"{name}.LEVEL"
        );
        LauncherTests.AssertExit(ExitCode.Usage, await site.RunAsync(Token, "up", "--set", $"{name}.LEVEL"), "SERVICE.VARIABLE=VALUE");
        LauncherTests.AssertExit(ExitCode.Usage, await site.RunAsync(Token, "up", "--set", $"{name}.LEVEL=a\nb"), "control characters");
        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));
    }

    private async Task<ReleasedSite> OpenAsync(SiteSetting setting)
    {
        var site = await ReleasedSite.OpenAsync(maker, Token);
        Directory.Delete(site.Folder, recursive: true);
        await maker.MakeAsync(site.Folder, site.Site, contract: site.Site.Contract with { Settings = [setting] }, cancellationToken: Token);
        return site;
    }

    private static async Task<string?> VariableAsync(ReleasedSite site) =>
        (await site.Site.ContainerAsync(Token)).Config.Env.SingleOrDefault(variable =>
            variable.StartsWith("CENTRAL_URL=", StringComparison.Ordinal)
        );
}
