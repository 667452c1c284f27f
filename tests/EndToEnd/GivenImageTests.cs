using Phederation.EndToEnd.Support;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.EndToEnd;

/// <summary>An image of somebody else, and a container that runs already.</summary>
public sealed class GivenImageTests : IDisposable
{
    private const string Runtime = """
        [user]
        uid = 1000
        gid = 1000
        [runtime]
        memory = "64 MiB"
        cpus = 1.0
        cpu-shares = 512
        pids = 64
        shm = "1 MiB"
        stop-signal = "SIGTERM"
        stop-seconds = 5
        restart = "no"
        """;

    private const string Workload = """
        schema = 1
        [service]
        health = false
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; umask 22; echo begun; while :; do sleep 0.1; done"]
        [[step]]
        id = "start"
        kind = "start"
        phase = "init"
        expect.log = ["begun"]
        [[step]]
        id = "stop"
        kind = "stop"
        phase = "shutdown"
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_that_is_not_of_the_catalogue_is_traced_and_proved_with_its_own_workload()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(TestContext.Current.CancellationToken);
        _folder.Write("tools/runtime.toml", Runtime);
        _folder.Write("tools/workload.toml", Workload);

        var result = await BuildAsync("Replay", "--image", TestImage.Reference, "--workload", _folder["tools"]);

        Assert.True(result.ExitCode == ExitCode.Success, result.Text());
        Assert.Contains("tools: 2 steps under the profile, same answers, no denial", result.Text(), StringComparison.Ordinal);
        Assert.Matches("tools: the kernel's filter: [0-9]+ instructions, as the profile says", result.Text());
        var profile = await File.ReadAllTextAsync(_folder["output/profiles/tools/seccomp.json"], TestContext.Current.CancellationToken);
        Assert.Contains("\"umask\"", profile, StringComparison.Ordinal);

        var again = await BuildAsync("Replay", "--image", TestImage.Reference, "--workload", _folder["tools"]);
        Assert.Contains("tools: proved before, nothing changed", again.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_several_runs_and_machines_saw_is_joined_into_one_profile()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(TestContext.Current.CancellationToken);
        _folder.Write("tools/runtime.toml", Runtime);
        _folder.Write("tools/workload.toml", Workload);
        string[] given = ["--image", TestImage.Reference, "--workload", _folder["tools"]];
        string[] elsewhere = ["--state", _folder["other/state"], "--output", _folder["other/output"]];

        var there = await Command.RunAsync("bash", [Checkout.Script, "Trace", .. given, .. elsewhere], TimeSpan.FromMinutes(5));
        Assert.True(there.ExitCode == ExitCode.Success, there.Text());
        var here = await BuildAsync(["Trace", "--runs", "2", .. given]);
        Assert.True(here.ExitCode == ExitCode.Success, here.Text());
        string[] merge = ["Merge", .. given, "--evidence", _folder["other/output/profiles/tools/evidence.json"]];
        var merged = await BuildAsync(merge);
        Assert.True(merged.ExitCode == ExitCode.Success, merged.Text());
        Assert.Contains("tools: 3 runs, ", merged.Text(), StringComparison.Ordinal);
        Assert.Contains("joined before, nothing changed", (await BuildAsync(merge)).Text(), StringComparison.Ordinal);
        var replayed = await BuildAsync(["Replay", "--runs", "2", .. given]);
        Assert.True(replayed.ExitCode == ExitCode.Success, replayed.Text());
        Assert.Contains("tools: traced before, nothing changed", replayed.Text(), StringComparison.Ordinal);

        var tested = await BuildAsync(["SelfTest", "--samples", "2", .. given]);
        Assert.True(tested.ExitCode == ExitCode.Success, tested.Text());
        Assert.Contains("tools: the loss of 2 of 2 calls is noticed", tested.Text(), StringComparison.Ordinal);
        AssertFails(ExitCode.Usage, await BuildAsync(["SelfTest", "--samples", "0", .. given]), "--samples is between 1 and 500");

        var crossed = await BuildAsync(["CrossCheck", .. given]);
        Assert.True(crossed.ExitCode == ExitCode.Success, crossed.Text());
        Assert.Matches("tools: the code of [0-9]+ files can make [0-9]+ syscalls at most", crossed.Text());
        var code = await File.ReadAllTextAsync(_folder["output/profiles/tools/static.txt"], TestContext.Current.CancellationToken);
        Assert.Matches("(?m)^umask +moderate +seen +allowed +own$|^umask +low +seen +allowed +own$", code);

        // Of another workload, and so of another claim.
        _folder.Write("tools/workload.toml", Workload.Replace("umask 22", "umask 27", StringComparison.Ordinal));
        AssertFails(ExitCode.Refused, await BuildAsync(merge), "its workload is ");
        AssertFails(ExitCode.Missing, await BuildAsync(["Merge", .. given, "--evidence", _folder["absent.json"]]), "there is no file");
        AssertFails(ExitCode.Usage, await BuildAsync(["Merge", .. given]), "--evidence names 1 to 64");
        AssertFails(ExitCode.Usage, await BuildAsync(["Trace", "--runs", "0", .. given]), "--runs is between 1 and 20");
    }

    [Fact]
    public async Task Answers_that_differ_from_run_to_run_are_told_before_any_profile_is_made()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(TestContext.Current.CancellationToken);
        _folder.Write("tools/runtime.toml", Runtime);
        _folder.Write(
            "tools/workload.toml",
            Workload.Replace(
                "[[step]]\nid = \"stop\"",
                "[[step]]\nid = \"moment\"\nkind = \"exec\"\nphase = \"serving\"\nargv = [\"/bin/sh\", \"-c\", \"cat /proc/uptime\"]\n[[step]]\nid = \"stop\"",
                StringComparison.Ordinal
            )
        );

        var result = await BuildAsync("Replay", "--runs", "2", "--image", TestImage.Reference, "--workload", _folder["tools"]);

        AssertFails(ExitCode.GateFailed, result, "run 2 answers differently than run 1");
        Assert.Contains("step moment", result.Text(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["output/profiles/tools/evidence.json"]));
    }

    [Fact]
    public async Task What_is_missing_of_a_given_image_or_container_is_named()
    {
        _folder.Write("tools/workload.toml", Workload);
        AssertFails(
            ExitCode.Missing,
            await BuildAsync("Trace", "--image", "x:1", "--workload", _folder["tools"]),
            "runtime.toml is not there"
        );
        _folder.Write("tools/runtime.toml", Runtime + "\ncolour = \"red\"\n");
        AssertFails(ExitCode.BadInput, await BuildAsync("Trace", "--image", "x:1", "--workload", _folder["tools"]), "runtime.toml:13:");
        AssertFails(ExitCode.Usage, await BuildAsync("Trace", "--workload", _folder["tools"]), "give both");
        AssertFails(ExitCode.Missing, await BuildAsync("Trace", "--container", "no-such-container"), "no container 'no-such-container'");
        AssertFails(ExitCode.Usage, await BuildAsync("Trace", "--container", "x", "--seconds", "0"), "between 1 and 86400");
    }

    private Task<ProcessResult> BuildAsync(params string[] arguments) =>
        Command.RunAsync(
            "bash",
            [Checkout.Script, .. arguments, "--state", _folder["state"], "--output", _folder["output"]],
            TimeSpan.FromMinutes(5)
        );

    private static void AssertFails(int exitCode, ProcessResult result, string text)
    {
        Assert.True(result.Text().Contains(text, StringComparison.Ordinal), result.Text());
        Assert.Equal(exitCode, result.ExitCode);
    }
}
