using System.Text.Json;
using Phederation.Containers.Engine.Models;
using Phederation.Processes;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Launcher;

/// <summary>The launcher as its users run it.</summary>
public sealed class LauncherTests(ReleaseMaker maker)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_release_is_verified_brought_up_watched_and_taken_down()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var service = site.Site.Service;

        AssertExit(ExitCode.Success, await site.RunAsync(Token, "verify"), "is verified", "not for patients' data");
        AssertExit(ExitCode.Missing, await site.RunAsync(Token, "status"), "absent");

        var up = await site.RunAsync(Token, "up");
        AssertExit(
            ExitCode.Success,
            up,
            $"{service}: healthy, created at 127.0.0.1:{site.Site.Port}",
            "Release 1.0.0, edition standard, is up.",
            "not for patients' data"
        );
        var secret = await File.ReadAllTextAsync(Path.Combine(site.Site.State.SecretsFolder, "token"), Token);
        Assert.Contains(Path.Combine(site.Site.State.SecretsFolder, "token"), up.Output);
        Assert.DoesNotContain(secret, up.Output + up.Error);

        AssertExit(
            ExitCode.Success,
            await site.RunAsync(Token, "status"),
            service,
            "running",
            "healthy",
            "verified",
            "not for patients' data"
        );
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "logs"), "serving", "not for patients' data");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "logs", service, "--tail", "1"), "serving");

        var again = await site.RunAsync(Token, "up");
        AssertExit(ExitCode.Success, again, "unchanged", "nothing had changed");

        AssertExit(
            ExitCode.Success,
            await site.RunAsync(Token, "down"),
            $"removed containers: {service}",
            "kept volumes",
            "not for patients' data"
        );
        AssertExit(ExitCode.Missing, await site.RunAsync(Token, "status"), "absent");
        AssertExit(ExitCode.Missing, await site.RunAsync(Token, "logs"), "No service of this site has a container");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "created");
        AssertExit(ExitCode.Usage, await site.RunAsync(Token, "down", "--volumes"), site.Site.Volume, "--yes");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "down", "--volumes", "--yes"), "deleted volumes", site.Site.Volume);
    }

    [Fact(Timeout = 300_000)]
    public async Task Results_for_programs_are_one_json_document()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        using (var verified = JsonDocument.Parse((await site.RunAsync(Token, "verify", "--output", "json")).Output))
        {
            Assert.True(verified.RootElement.GetProperty("isVerified").GetBoolean());
            Assert.Equal("1.0.0", verified.RootElement.GetProperty("release").GetString());
        }

        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        using var status = JsonDocument.Parse((await site.RunAsync(Token, "status", "--output", "json")).Output);
        Assert.Equal(0, status.RootElement.GetProperty("exitCode").GetInt32());
        var service = status.RootElement.GetProperty("services")[0];
        Assert.Equal(site.Site.Service, service.GetProperty("service").GetString());
        Assert.True(service.GetProperty("isProfileVerified").GetBoolean());
        Assert.True(service.GetProperty("isAsReleased").GetBoolean());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_container_that_was_tampered_with_is_shown_and_replaced()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var network = site.Site.Scope.Id + "-other";
        var engine = site.Site.Scope.Engine;
        await engine.Networks.CreateAsync(new CreateNetworkRequest { Name = network, Labels = site.Site.Scope.Labels }, Token);
        await engine.Networks.ConnectAsync(network, site.Site.Service, cancellationToken: Token);

        AssertExit(ExitCode.Refused, await site.RunAsync(Token, "status"), "differs from the release: networks is");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "replaced");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "status"));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_newer_release_replaces_an_older_one_which_is_refused_from_then_on()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var newer = await site.ReleaseAsync("1.1.0", Token);
        AssertExit(
            ExitCode.Refused,
            await site.RunAsync(Token, "status", "--release", newer),
            "label phederation.release is 1.0.0, not 1.1.0"
        );
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up", "--release", newer), "replaced");

        AssertExit(ExitCode.Refused, await site.RunAsync(Token, "verify"), "[rollback]");
        AssertExit(ExitCode.Refused, await site.RunAsync(Token, "up"), "[rollback]");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "status", "--release", newer));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_release_that_does_not_come_up_leaves_the_running_one_and_may_be_left_again()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var broken = await site.ReleaseAsync("1.1.0", Token, "printf '\\033[2Jno luck\\n'; exit 9");
        var failed = await site.RunAsync(Token, "up", "--release", broken);
        AssertExit(ExitCode.TimedOut, failed, "no luck", "did not become healthy");
        Assert.DoesNotContain('\u001b', failed.Output + failed.Error);

        // The broken release was never in use, so the one that runs is no rollback.
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "unchanged");
    }

    [Fact(Timeout = 300_000)]
    public async Task Following_logs_ends_when_interrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of unix systems");
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var request = LauncherRun.Request(site.Complete(["logs", "--follow"]));
        await using var following = ServerProcess.Start(request with { TimeLimit = null }, site.Site.Temp["follow.log"]);
        await following.WaitUntilReadyAsync(_ => Task.FromResult(following.LogTail().Contains("serving")), TimeSpan.FromSeconds(60), Token);
        Assert.False(following.HasExited);
        Assert.Equal(ExitCode.Interrupted, await InterruptAsync(following));
    }

    [Fact(Timeout = 300_000)]
    public async Task An_update_that_is_interrupted_brings_back_what_ran()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of unix systems");
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var before = await site.Site.ContainerAsync(Token);
        var slow = await site.ReleaseAsync("1.1.0", Token, "sleep 1000");
        var request = LauncherRun.Request(site.Complete(["up", "--release", slow]));
        await using var up = ServerProcess.Start(request with { TimeLimit = null }, site.Site.Temp["up.log"]);
        var containers = site.Site.Scope.Engine.Containers;
        await up.WaitUntilReadyAsync(
            async token => await containers.InspectAsync(site.Site.Service, token) is { State.Running: true } now && now.Id != before.Id,
            TimeSpan.FromSeconds(60),
            Token
        );

        Assert.Equal(ExitCode.Interrupted, await InterruptAsync(up));
        Assert.Contains("run the same command again", up.LogTail());
        var after = await site.Site.ContainerAsync(Token);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal("healthy", after.State.Health?.Status);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"), "unchanged");
    }

    [Fact(Timeout = 300_000)]
    public async Task Two_commands_at_once_do_not_work_on_one_site()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        using var held = SiteLock.Take(site.Site.State, "a test");
        AssertExit(ExitCode.Conflict, await site.RunAsync(Token, "up"), "Another command works on this site");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("up --frobnicate", "'--frobnicate'")]
    [InlineData("status --output xml", "'xml'")]
    [InlineData("up --timeout soon", "'soon'")]
    [InlineData("up --timeout 0", "'0'")]
    [InlineData("up --site ../x", "'../x'")]
    [InlineData("logs --tail many", "'many'")]
    [InlineData("verify --root-key-id", "--root-key-id")]
    [InlineData("logs one two", "'two'")]
    public async Task A_wrong_command_line_is_said(string arguments, string expected)
    {
        AssertExit(ExitCode.Usage, await LauncherRun.RunAsync(arguments.Split(' '), Token), expected, "--help");
    }

    [Fact(Timeout = 120_000)]
    public async Task Help_shows_the_exit_codes()
    {
        AssertExit(ExitCode.Success, await LauncherRun.RunAsync(["--help"], Token), "verify", "Exit codes:", "  6  a signature");
        AssertExit(ExitCode.Success, await LauncherRun.RunAsync(["up", "--help"], Token), "--release", "Exit codes:");
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_release_or_a_site_it_is_said_what_is_missing()
    {
        var id = new string('a', 64);
        AssertExit(
            ExitCode.Missing,
            await LauncherRun.RunAsync(["verify", "--release", "/nonexistent", "--root-key-id", id], Token),
            "/nonexistent is not a release folder"
        );
        AssertExit(ExitCode.Missing, await LauncherRun.RunAsync(["down", "--state", "/nonexistent"], Token), "No site was brought up");
        AssertExit(ExitCode.Missing, await LauncherRun.RunAsync(["logs", "--state", "/nonexistent"], Token), "No site was brought up");
        Assert.False(Directory.Exists("/nonexistent"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("up")]
    [InlineData("status")]
    public async Task Without_an_engine_it_is_said(string command)
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var nowhere = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///nonexistent/docker.sock" };
        var result = await LauncherRun.RunAsync(site.Complete([command]), Token, nowhere);
        AssertExit(ExitCode.Missing, result, "no container engine answers at unix:///nonexistent/docker.sock");
        AssertExit(
            ExitCode.Missing,
            await site.RunAsync(Token, command, "--engine", "unix:///nonexistent/other.sock"),
            "/nonexistent/other.sock"
        );
        AssertExit(ExitCode.Usage, await site.RunAsync(Token, command, "--engine", "nonsense"), "'nonsense' can't be used");
    }

    private static async Task<int> InterruptAsync(ServerProcess process)
    {
        var signal = new ProcessRequest { Program = "kill", Arguments = ["-INT", $"{process.ProcessId}"] };
        Assert.Equal(0, (await new ProcessRunner().RunAsync(signal, Token)).ExitCode);
        while (process.ExitCode is null)
        {
            await Task.Delay(50, Token);
        }

        return process.ExitCode.Value;
    }

    internal static void AssertExit(int code, ProcessResult result, params string[] expected)
    {
        var all = result.Output + result.Error;
        Assert.True(code == result.ExitCode, $"exit code {result.ExitCode} instead of {code}:\n{all}");
        foreach (var text in expected)
        {
            Assert.Contains(text, all);
        }

        Assert.DoesNotContain("a fault of this program:", all);
    }
}
