using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;
using Phederation.Fuzzing.Tests.Tool;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Fuzzing.Tests.Targets;

public sealed class ProcessTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Request_that_ends_the_target_is_seen_and_the_target_started_again()
    {
        await using var target = await ProcessTarget.StartAsync(Service(), _folder.Path, TimeProvider.System);
        await using var runner = await RunnerAsync(target);
        Assert.True(await runner.WaitUntilServingAsync(Cancellation));

        var before = await runner.RunAsync(Make(Ask("GET", "/notes")), new RunCaptures(), Cancellation);
        var ended = await runner.RunAsync(
            Make(Ask("POST", "/exit"), Ask("GET", "/notes"), Ask("GET", "/notes")),
            new RunCaptures(),
            Cancellation
        );
        while ((await target.LookAsync(Cancellation)).UnaskedEnds == 0)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.True(before.Run.Condition is { IsServing: true, UnaskedEnds: 0, MemoryBytes: > 1 << 20 });
        Assert.Equal(200, ended.Run.Results[0].Answer!.Status);
        Assert.True(await runner.ReviveAsync(Cancellation));
        var after = await runner.RunAsync(Make(Ask("GET", "/notes")), new RunCaptures(), Cancellation);
        Assert.Equal((200, true, 0), (after.Run.Results[0].Answer!.Status, after.Run.Condition.IsServing, after.Run.Condition.UnaskedEnds));
    }

    [Fact(Timeout = 60_000)]
    public async Task Killed_target_is_told_from_one_that_was_asked_to_end()
    {
        await using var target = await ProcessTarget.StartAsync(Service(), _folder.Path, TimeProvider.System);
        await using var runner = await RunnerAsync(target);
        Assert.True(await runner.WaitUntilServingAsync(Cancellation));

        var run = (
            await runner.RunAsync(
                Make(Happen(TargetEvent.Kill), Happen(TargetEvent.Restart), Happen(TargetEvent.Reload)),
                new RunCaptures(),
                Cancellation
            )
        ).Run;

        int?[] codes = [.. run.Results.Select(result => result.Event!.ExitCode)];
        Assert.True(
            codes is [137, 0, null],
            $"{string.Join(' ', codes)}, and the target said: {await File.ReadAllTextAsync(_folder["target.log"], Cancellation)}"
        );
        Assert.Equal([true, true, false], run.Results.Select(result => result.Event!.IsDone));
        Assert.Equal([true, true, false], run.Results.Select(result => result.Event!.Recovered is not null));
        Assert.Equal((true, 0), (run.Condition.IsServing, run.Condition.UnaskedEnds));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_taken_away_is_given_back_at_the_end_of_the_scenario()
    {
        var marker = _folder["here"];
        var dependency = new ProcessSpec
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"trap 'rm {marker}; exit 0' TERM; touch {marker}; while true; do sleep 0.05; done"],
        };
        await using var target = await ProcessTarget.StartAsync(
            Service() with
            {
                Dependency = dependency,
            },
            _folder.Path,
            TimeProvider.System
        );
        await using var runner = await RunnerAsync(target);
        Assert.True(await runner.WaitUntilServingAsync(Cancellation));
        await ExistsAsync(marker);
        var source = new MarkerSource(marker);

        var run = (await runner.RunAsync(Make(Happen(TargetEvent.DependencyAway), Ask("GET", "/{{7.0.here}}")), source, Cancellation)).Run;

        Assert.Equal("/False", run.Results[1].Sent!.Path);
        Assert.True(run.Results[0].Event is { IsDone: true, Recovered: not null });
        await ExistsAsync(marker);
    }

    [Fact(Timeout = 60_000)]
    public async Task Interrupted_scenario_gives_back_what_it_took()
    {
        var marker = _folder["here"];
        var dependency = new ProcessSpec
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"trap 'rm {marker}; exit 0' TERM; touch {marker}; while true; do sleep 0.05; done"],
        };
        await using var target = await ProcessTarget.StartAsync(
            Service() with
            {
                Dependency = dependency,
            },
            _folder.Path,
            TimeProvider.System
        );
        await using var runner = await RunnerAsync(target);
        Assert.True(await runner.WaitUntilServingAsync(Cancellation));
        await ExistsAsync(marker);
        using var stop = new CancellationTokenSource();
        var source = new MarkerSource(marker) { OnAsked = stop.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            runner.RunAsync(Make(Happen(TargetEvent.DependencyAway), Ask("GET", "/{{7.0.here}}")), source, stop.Token)
        );

        await ExistsAsync(marker);
    }

    [Fact(Timeout = 60_000)]
    public async Task Target_that_outlived_a_killed_campaign_is_ended_by_the_next_and_no_other_is()
    {
        var leftover = ServerProcess.Start(new ProcessRequest { Program = "/bin/sleep", Arguments = ["600"] }, _folder["sleep.log"]);
        await using var ended = leftover;
        await File.WriteAllTextAsync(_folder["target.pid"], leftover.Identity.ToString(), Cancellation);
        var spec = new ProcessSpec { Program = "/bin/sleep", Arguments = ["600"] };

        await using var target = await ProcessTarget.StartAsync(spec, _folder.Path, TimeProvider.System);
        Assert.True(leftover.HasExited);
        var error = await Assert.ThrowsAsync<FuzzException>(() => ProcessTarget.StartAsync(spec, _folder.Path, TimeProvider.System));

        Assert.Equal(FuzzErrorKind.Conflict, error.Kind);
        Assert.NotNull((await target.LookAsync(Cancellation)).MemoryBytes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Small_disk_is_filled_and_given_back_and_no_other()
    {
        Requires.Root();
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.Throws<FuzzException>(() => new DiskFiller(disk).Fill());
        Assert.Throws<FuzzException>(() => new DiskFiller("/").Fill());
        var mount = new ProcessRequest { Program = Requires.Program("mount"), Arguments = ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk] };
        var mounted = await new ProcessRunner().RunAsync(mount, Cancellation);
        Assert.SkipUnless(mounted.ExitCode == 0, $"a small file system can't be mounted here: {mounted.Error}");
        try
        {
            var filler = new DiskFiller(disk);
            filler.Fill();
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(disk, "one"), new byte[8192]));
            filler.Empty();
            await File.WriteAllBytesAsync(Path.Combine(disk, "one"), new byte[8192], Cancellation);
        }
        finally
        {
            var unmount = new ProcessRequest { Program = Requires.Program("umount"), Arguments = [disk] };
            await new ProcessRunner().RunAsync(unmount, CancellationToken.None);
        }
    }

    [Fact]
    public void Spec_is_read_with_its_paths_relative_to_its_file()
    {
        var path = _folder.Write(
            "etc/target.toml",
            """
            program = "node"
            arguments = ["server.js", "--x"]
            folder = "../app"
            reload = true
            disk = "../data"
            grace = 3
            [environment]
            A = "b"
            [dependency]
            program = "postgres"
            """
        );

        var spec = ProcessSpec.Load(path);

        Assert.Equal(
            ("node", "server.js --x", _folder["app"], true, _folder["data"]),
            (spec.Program, string.Join(' ', spec.Arguments), spec.Folder, spec.Reloads, spec.Disk)
        );
        Assert.Equal((TimeSpan.FromSeconds(3), "b", "postgres"), (spec.Grace, spec.Environment["A"], spec.Dependency!.Program));
    }

    [Theory]
    [InlineData("arguments = []", "'program' is missing")]
    [InlineData("program = 5", ":1:11: 'program' is an integer")]
    [InlineData("program = \"a\"\nargument = []", ":2:1: the key 'argument' is unknown here; did you mean 'arguments'?")]
    [InlineData("program = \"a\"\n[dependency]\nprogram = \"b\"\ndisk = \"c\"", ":4:1: the key 'disk' is unknown here")]
    public void Malformed_spec_is_told_with_its_place(string text, string message)
    {
        var error = Assert.Throws<TomlException>(() => ProcessSpec.Load(_folder.Write("target.toml", text)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static RequestStep Ask(string method, string path) =>
        new()
        {
            Operation = path,
            Intent = RequestIntent.Open,
            Request = new FuzzRequest { Method = method, Path = path },
        };

    private static EventStep Happen(TargetEvent happening) => new() { Operation = TargetEvents.Operation(happening), Event = happening };

    private static Scenario Make(params ScenarioStep[] steps) =>
        new()
        {
            Number = 8,
            Kind = "k",
            Steps = steps,
        };

    private static async Task ExistsAsync(string path)
    {
        while (!File.Exists(path))
        {
            await Task.Delay(20, Cancellation);
        }
    }

    private ProcessSpec Service()
    {
        var program = FuzzTool.Request("serve", $"{_port}");
        return new ProcessSpec { Program = program.Program, Arguments = program.Arguments };
    }

    private Task<ScenarioRunner> RunnerAsync(ProcessTarget target) =>
        ScenarioRunner.CreateAsync(
            new FuzzTarget { Base = new Uri($"http://127.0.0.1:{_port}/base"), RecoveryLimit = TimeSpan.FromSeconds(20) },
            target,
            target,
            pacer: null,
            TimeProvider.System,
            Cancellation
        );

    /// <summary>Tells whether a file is there at the moment at which a request is made.</summary>
    private sealed class MarkerSource(string marker) : ICaptureSource
    {
        public Action? OnAsked { get; init; }

        public string? Captured(long scenario, int step, string name)
        {
            OnAsked?.Invoke();
            return File.Exists(marker).ToString();
        }
    }
}
