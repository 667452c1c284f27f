using System.Runtime.Versioning;
using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Supervision;
using Phederation.Site.Tests.Fixtures;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Site.Tests.Launcher;

/// <summary>A site that has a supervisor take the calls of the start away from its healthy service.</summary>
[SupportedOSPlatform("linux")]
public sealed class SupervisionTests(ReleaseMaker maker)
{
    // At USR1 it tries a call of its start again.
    private const string Script =
        "trap 'exit 0' TERM; trap 'mkdir /tmp/late-$$ && echo late-yes && rm -r /tmp/late-$$ || echo late-no' USR1; "
        + "mkdir /tmp/state && echo serving; rm -r /tmp/state; touch /tmp/ready; while :; do sleep 0.1; done";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static string Profile =>
        new SeccompProfile
        {
            DefaultAction = SeccompAction.Allow,
            Architectures = ["SCMP_ARCH_X86_64"],
            Rules =
            [
                new SyscallRule
                {
                    Names = ["mkdir", "mkdirat"],
                    Action = SeccompAction.Allow,
                    Comment = SupervisedForm.StartupComment,
                },
            ],
        }.ToJson();

    [Fact(Timeout = 300_000)]
    public async Task Healthy_service_loses_the_calls_of_its_start_and_keeps_serving_when_its_supervisor_is_killed()
    {
        using var folder = new TempFolder();
        await using var engine = await PrivateEngine.StartAsync(
            ["--add-runtime", $"{SupervisedForm.RuntimeName}={WriteRuntime(folder)}"],
            Token
        );
        await using var site = await ReleasedSite.OpenSupervisableAsync(maker, engine.Endpoint, Script, Profile, Token);
        string[] where = ["--engine", engine.Endpoint.ToString()];

        AssertExit(ExitCode.Missing, await site.RunAsync(Token, ["up", "--supervised", "on", .. where]), "Nobody supervises this site");
        var log = folder["supervise.log"];
        var request = LauncherRun.Request(site.Complete(["supervise", "--site", site.Site.Scope.Id, .. where])) with { TimeLimit = null };
        await using (var supervisor = ServerProcess.Start(request, log))
        {
            await supervisor.WaitUntilReadyAsync(
                _ => Task.FromResult(File.ReadAllText(log).Contains("supervise", StringComparison.Ordinal)),
                TimeSpan.FromSeconds(60),
                Token
            );
            AssertExit(ExitCode.Success, await site.RunAsync(Token, ["up", "--supervised", "on", .. where]), $"of {site.Site.Service}");
            await WaitAsync(() => File.ReadAllText(log).Contains("the calls of its start are taken away", StringComparison.Ordinal));
            await AskAsync(site, "late-no", times: 1);
            await WaitAsync(() => File.ReadAllText(log).Contains("mkdir was refused mkdir", StringComparison.Ordinal));
            AssertExit(ExitCode.Success, await site.RunAsync(Token, ["status", .. where]), "healthy", "verified");

            // A second one is told that there is one.
            var second = await LauncherRun.RunAsync(site.Complete(["supervise", "--site", site.Site.Scope.Id, .. where]), Token);
            AssertExit(ExitCode.Missing, second, "can't be supervised");

            System.Diagnostics.Process.GetProcessById(supervisor.ProcessId).Kill();
            await WaitAsync(() => !Supervisor.IsThere(SupervisedCgroup.Name(site.Site.Scope.Id, "cgroupfs")));
        }

        await AskAsync(site, "late-no", times: 2);
        AssertExit(ExitCode.Success, await site.RunAsync(Token, ["status", .. where]), "healthy", "verified");

        // What was asked for is kept, so that the next start needs a supervisor again, until the site goes on without.
        AssertExit(ExitCode.Missing, await site.RunAsync(Token, ["up", .. where]), "Nobody supervises this site");
        AssertExit(ExitCode.Success, await site.RunAsync(Token, ["up", "--supervised", "off", .. where]), "healthy");
        await AskAsync(site, "late-yes", times: 1);
        await site.RunAsync(Token, ["down", .. where]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Engine_without_the_runtime_is_told_of_with_what_to_do()
    {
        await using var engine = await PrivateEngine.StartAsync([], Token);
        await using var site = await ReleasedSite.OpenSupervisableAsync(maker, engine.Endpoint, Script, Profile, Token);

        var refused = await site.RunAsync(Token, "up", "--supervised", "on", "--engine", engine.Endpoint.ToString());

        AssertExit(ExitCode.Missing, refused, SupervisedForm.RuntimeName, "--write-runtime", "--supervised off");
        Assert.Empty(await site.Site.Scope.Engine.Containers.ListAsync([site.Site.Scope.LabelFilter], all: true, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Runtime_of_the_engine_is_written_as_a_script_that_hands_creation_alone_to_the_launcher()
    {
        using var folder = new TempFolder();
        var file = folder["lib/notify-runtime"];

        var written = await LauncherRun.RunAsync(["supervise", "--write-runtime", file], Token);

        AssertExit(ExitCode.Success, written, "\"phederation-notify\":{\"path\":\"" + file + "\"}", "daemon.json");
        Assert.Contains("create | run) exec '", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute));

        var nowhere = await LauncherRun.RunAsync(["supervise", "--write-runtime", "/proc/nowhere/x"], Token);
        AssertExit(ExitCode.Denied, nowhere, "can't be written");
        AssertExit(ExitCode.Usage, await LauncherRun.RunAsync(["up", "--supervised", "maybe"], Token), "neither on nor off");
    }

    /// <summary>The runtime that the launcher is, in the form in which tests run it.</summary>
    private static string WriteRuntime(TempFolder folder)
    {
        var request = LauncherRun.Request(["oci-runtime"]);
        var script = folder["runtime"];
        File.WriteAllText(
            script,
            $"""
            #!/bin/sh
            for argument in "$@"; do
              case "$argument" in
                create | run) exec {Requires.Program("dotnet")} {string.Join(' ', request.Arguments)} "$@" ;;
              esac
            done
            exec runc "$@"

            """
        );
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private static async Task AskAsync(ReleasedSite site, string answer, int times)
    {
        var containers = site.Site.Scope.Engine.Containers;
        await containers.KillAsync(site.Site.Service, "SIGUSR1", Token);
        while ((await containers.LogTextAsync(site.Site.Service, cancellationToken: Token)).Split(answer).Length <= times)
        {
            await Task.Delay(100, Token);
        }
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(100, Token);
        }
    }

    private static void AssertExit(int code, ProcessResult result, params string[] says)
    {
        Assert.True(result.ExitCode == code, $"exit {result.ExitCode}, not {code}: {result.Output}{result.Error}");
        Assert.All(says, text => Assert.Contains(text, result.Output + result.Error, StringComparison.Ordinal));
    }
}
