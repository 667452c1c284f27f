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
        var profile = await File.ReadAllTextAsync(_folder["output/profiles/tools/seccomp.json"], TestContext.Current.CancellationToken);
        Assert.Contains("\"umask\"", profile, StringComparison.Ordinal);

        var again = await BuildAsync("Replay", "--image", TestImage.Reference, "--workload", _folder["tools"]);
        Assert.Contains("tools: proved before, nothing changed", again.Text(), StringComparison.Ordinal);
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
        Assert.Contains(text, result.Text(), StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }
}
