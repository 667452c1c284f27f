using System.Text;
using Phederation.Containers.Hardening;
using Phederation.Processes;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Launcher;

/// <summary>What a site supplies to its services.</summary>
public sealed class SecretTests(ReleaseMaker maker)
{
    private const string Value = "correct horse battery";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_service_that_needs_a_secret_is_started_once_it_is_supplied_and_again_when_it_changes()
    {
        await using var site = await OpenAsync(new SecretFile("centre_token", Generate: false));
        var name = site.Site.Service;
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "phederation secret set centre_token");
        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync(site, "list"), "centre_token", "missing", name);

        var set = await SetAsync(site, Value + "\n", "centre_token");
        LauncherTests.AssertExit(ExitCode.Success, set, "centre_token is supplied", name);
        var up = await site.RunAsync(Token, "up");
        LauncherTests.AssertExit(ExitCode.Success, up, "created");
        Assert.Equal(Value, await ReadAsync(site, "centre_token"));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "nothing had changed");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "status"), "healthy");

        var file = site.Site.Temp["token.txt"];
        await File.WriteAllTextAsync(file, "another one", Token);
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync(site, "set", "centre_token", "--from-file", file));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "replaced");
        Assert.Equal("another one", await ReadAsync(site, "centre_token"));

        var list = await RunAsync(site, "list");
        LauncherTests.AssertExit(ExitCode.Success, list, "supplied");
        Assert.All(new[] { set, up, list }, result => Assert.DoesNotContain(Value, result.Output + result.Error, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(site.Site.State.SecretsFolder, "centre_token"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task What_is_optional_is_an_empty_file_until_it_is_supplied_and_after_it_is_removed()
    {
        await using var site = await OpenAsync(new SecretFile("ldap_password", Generate: false) { Optional = true });
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "created");
        Assert.Equal("", await ReadAsync(site, "ldap_password"));

        LauncherTests.AssertExit(ExitCode.Success, await SetAsync(site, Value, "ldap_password"));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "replaced");
        Assert.Equal(Value, await ReadAsync(site, "ldap_password"));

        LauncherTests.AssertExit(ExitCode.Success, await RunAsync(site, "remove", "ldap_password"), "removed");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "replaced");
        Assert.Equal("", await ReadAsync(site, "ldap_password"));
        LauncherTests.AssertExit(ExitCode.Missing, await RunAsync(site, "remove", "ldap_password"), "not there");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_would_lock_the_site_out_or_is_no_secret_of_the_release_is_refused()
    {
        await using var site = await OpenAsync(
            new SecretFile("token", Generate: true),
            new SecretFile("tls", Generate: true) { CertificateFor = ["localhost"] }
        );
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));

        LauncherTests.AssertExit(ExitCode.Usage, await SetAsync(site, Value, "tokn"), "no secret 'tokn'", "tls, token");
        LauncherTests.AssertExit(ExitCode.Conflict, await SetAsync(site, Value, "token"), "was generated", "--replace");
        LauncherTests.AssertExit(ExitCode.Conflict, await RunAsync(site, "remove", "token"), "can't be opened");
        LauncherTests.AssertExit(ExitCode.BadInput, await SetAsync(site, "", "token", "--replace"), "empty");
        LauncherTests.AssertExit(ExitCode.BadInput, await SetAsync(site, new string('x', 70_000), "token", "--replace"), "larger than");
        LauncherTests.AssertExit(ExitCode.BadInput, await SetAsync(site, "no PEM", "tls"), "private key and certificate");
        LauncherTests.AssertExit(ExitCode.Missing, await RunAsync(site, "set", "token", "--from-file", "/nowhere/x"), "/nowhere/x");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "nothing had changed");

        LauncherTests.AssertExit(ExitCode.Success, await SetAsync(site, Value, "token", "--replace"));
        var own = ServerCertificate.Create(["site.example.org"], TimeProvider.System.GetUtcNow());
        LauncherTests.AssertExit(ExitCode.Success, await SetAsync(site, Encoding.ASCII.GetString(own), "tls"));
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "replaced");
        Assert.Equal(Encoding.ASCII.GetString(own).TrimEnd(), await ReadAsync(site, "tls"));
    }

    private async Task<ReleasedSite> OpenAsync(params SecretFile[] secrets)
    {
        var site = await ReleasedSite.OpenAsync(maker, Token);
        Directory.Delete(site.Folder, recursive: true);
        await maker.MakeAsync(site.Folder, site.Site, contract: site.Site.Contract with { Secrets = secrets }, cancellationToken: Token);
        return site;
    }

    private static Task<ProcessResult> SetAsync(ReleasedSite site, string value, params string[] arguments) =>
        new ProcessRunner().RunAsync(
            LauncherRun.Request(Arguments(site, ["set", .. arguments])) with
            {
                Input = Encoding.UTF8.GetBytes(value),
            },
            Token
        );

    private static Task<ProcessResult> RunAsync(ReleasedSite site, params string[] arguments) =>
        LauncherRun.RunAsync(Arguments(site, arguments), Token);

    private static IReadOnlyList<string> Arguments(ReleasedSite site, string[] arguments) =>
        ["secret", .. arguments, "--release", site.Folder, "--root-key-id", site.RootKeyId, "--state", site.Site.State.Path];

    // As the service itself reads it.
    private static async Task<string> ReadAsync(ReleasedSite site, string name)
    {
        await using var archive = await site.Site.Scope.Engine.Containers.GetArchiveAsync(site.Site.Service, $"/run/secrets/{name}", Token);
        await using var reader = new System.Formats.Tar.TarReader(archive);
        var entry = (await reader.GetNextEntryAsync(copyData: true, Token))!;
        using var text = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
        return await text.ReadToEndAsync(Token);
    }
}
