using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Journals;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Tool;

public sealed class ToolTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private NotesService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await NotesService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Campaign_fails_the_command_by_what_was_confirmed()
    {
        var failed = await RunAsync("one", "--requests", "300");
        var passed = await RunAsync("two", "--requests", "300", "--fail-on", "critical");

        Assert.Equal((ExitCode.GateFailed, ExitCode.Success), (failed.ExitCode, passed.ExitCode));
        Assert.Matches("error +confirmed +[0-9]+x  server-error [|] search notes [|] no index for <text> at <n>", failed.Output);
        Assert.Matches("error +flaky +[0-9]+x  server-error [|] flicker", failed.Output);
        Assert.Contains("notes-1: 8 operations, ", failed.Error, StringComparison.Ordinal);
        Assert.Contains(
            "\"schemaVersion\": \"",
            await File.ReadAllTextAsync(_folder["one/report.json"], Cancellation),
            StringComparison.Ordinal
        );
        Assert.NotEmpty(CorpusFile.Load(_folder["one/corpus.json"], "notes-1").Scenarios);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_campaign_goes_on_and_is_the_same_as_one_that_was_not()
    {
        await RunAsync("whole", "--requests", "600");
        await using (var again = await NotesService.StartAsync())
        {
            for (var part = 0; part < 3; part++)
            {
                await using var tool = FuzzTool.Start(
                    _folder["log"],
                    Arguments(again, "killed", "--rate", "200", "--requests", "600", "--resume")
                );
                var runs = Runs("killed");
                await WaitAsync(() => tool.HasExited || Runs("killed") > runs + 20);
                Assert.True(tool.Send(ProcessSignal.Kill), tool.LogTail());
                await tool.WaitForExitAsync(Cancellation);
            }

            var last = await FuzzTool.RunAsync(Arguments(again, "killed", "--requests", "600", "--resume"));
            Assert.Equal(ExitCode.GateFailed, last.ExitCode);
            Assert.Contains("goes on after", last.Error, StringComparison.Ordinal);
        }

        var journal = CampaignJournal.Read(_folder["killed"]);
        Assert.Equal(3, journal.Resumes);
        Assert.Equal(Enumerable.Range(0, (int)journal.ScenarioCount), journal.Runs().Select(run => (int)run.Run.Scenario.Number));
        Assert.Equal(ScenariosOf("whole").Take(60), ScenariosOf("killed").Take(60));
    }

    [Fact(Timeout = 120_000)]
    public async Task Interrupted_campaign_writes_everything_and_ends_with_its_own_code()
    {
        await using var tool = FuzzTool.Start(_folder["log"], Arguments(_service, "one"));
        await WaitAsync(() => tool.HasExited || Runs("one") > 50);

        Assert.True(tool.Send(ProcessSignal.Interrupt));

        Assert.Equal(ExitCode.Interrupted, await tool.WaitForExitAsync(Cancellation));
        var journal = CampaignJournal.Read(_folder["one"]);
        Assert.Equal((EndReason.Interrupted, 0), (journal.End!.Reason, journal.Notices.Count));
        Assert.NotEmpty(CorpusFile.Load(_folder["one/corpus.json"], "notes-1").Scenarios);
        Assert.Contains("different answers", await File.ReadAllTextAsync(_folder["log"], Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Folder_of_a_running_campaign_is_in_use()
    {
        await using var tool = FuzzTool.Start(_folder["log"], Arguments(_service, "one"));
        await WaitAsync(() => tool.HasExited || Runs("one") > 5);

        var second = await RunAsync("one", "--requests", "5", "--resume");

        Assert.Equal(ExitCode.Conflict, second.ExitCode);
        Assert.Contains("another process writes to this campaign", second.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Full_disk_is_told_and_the_journal_is_intact()
    {
        Requires.Root();
        var mount = Requires.Program("mount");
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        var processes = new ProcessRunner();
        var mounted = await processes.RunAsync(
            new ProcessRequest { Program = mount, Arguments = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk] },
            Cancellation
        );
        Assert.SkipUnless(mounted.ExitCode == 0, $"a small file system can't be mounted here: {mounted.Error}");
        try
        {
            var full = await RunAsync("disk/one", "--requests", "5000");

            Assert.Equal(ExitCode.NoRoom, full.ExitCode);
            Assert.Contains("no room is left on the disk", full.Error, StringComparison.Ordinal);
            var journal = CampaignJournal.Read(_folder["disk/one"]);
            Assert.Empty(journal.Notices);
            Assert.InRange(journal.ScenarioCount, 10, 1000);
        }
        finally
        {
            await processes.RunAsync(
                new ProcessRequest { Program = Requires.Program("umount"), Arguments = [disk] },
                CancellationToken.None
            );
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Shards_share_no_scenario_and_together_are_a_whole_campaign()
    {
        for (var index = 0; index < 3; index++)
        {
            await RunAsync($"shard-{index}", "--requests", "300", "--shard", $"{index}/3");
        }

        var merged = await FuzzTool.RunAsync("merge", _folder["shard-0"], _folder["shard-1"], _folder["shard-2"], "--into", _folder["all"]);

        Assert.Equal(ExitCode.GateFailed, merged.ExitCode);
        var all = CampaignJournal.Read(_folder["all"]);
        Assert.True(all.Header.Shards.IsComplete);
        var shards = Enumerable.Range(0, 3).Select(index => CampaignJournal.Read(_folder[$"shard-{index}"])).ToList();
        Assert.Equal(shards.Sum(shard => shard.ScenarioCount), all.ScenarioCount);
        Assert.Equal(all.ScenarioCount, all.Runs().Select(run => run.Run.Scenario.Number).Distinct().Count());
        // Without actors nobody is denied anything.
        Assert.Equal(all.Header.Operations.Count - 1, all.Operations.Count);
        Assert.All(shards, shard => Assert.InRange(shard.Operations.Count, 3, 7));
        Assert.Equal(all.Runs().Select(run => run.At).Order(), all.Runs().Select(run => run.At));
        Assert.NotNull(all.Run(all.Runs().Last().Run.Scenario.Number));

        var twice = await FuzzTool.RunAsync("merge", _folder["all"], _folder["shard-1"], "--into", _folder["twice"]);
        Assert.Equal(ExitCode.BadInput, twice.ExitCode);
        Assert.Contains("journal.jsonl:1:10: the shard 1 is in ", twice.Error, StringComparison.Ordinal);
        await RunAsync("other", "--requests", "20", "--shard", "2/3", "--seed", "2");
        var other = await FuzzTool.RunAsync("merge", _folder["shard-0"], _folder["other"], "--into", _folder["twice"]);
        Assert.Equal(ExitCode.BadInput, other.ExitCode);
        Assert.Contains("the seeds are 2 and 1", other.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["twice"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Corpus_begins_another_campaign_and_one_of_another_model_is_refused()
    {
        await RunAsync("one", "--requests", "400");

        await RunAsync("two", "--requests", "60", "--corpus", _folder["one/corpus.json"]);

        var corpus = CorpusFile.Load(_folder["one/corpus.json"], "notes-1");
        var runs = CampaignJournal.Read(_folder["two"]).Runs().TakeWhile(run => run.Origin == ScenarioOrigin.Corpus).ToList();
        Assert.Equal(Math.Min(runs.Count, corpus.Scenarios.Count), runs.Count);
        Assert.True(runs.Count > 8);
        var text = await File.ReadAllTextAsync(_folder["one/corpus.json"], Cancellation);
        await File.WriteAllTextAsync(_folder["other.json"], text.Replace("notes-1", "notes-0", StringComparison.Ordinal), Cancellation);
        var refused = await RunAsync("three", "--requests", "60", "--corpus", _folder["other.json"]);
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains(
            $"{_folder["other.json"]}:3:12: the corpus is of the model 'notes-0', not of 'notes-1'",
            refused.Error,
            StringComparison.Ordinal
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task Process_that_is_the_target_is_started_restarted_killed_and_ended()
    {
        var port = FreePort.Next();
        var program = FuzzTool.Request("serve", $"{port}");
        var spec = _folder.Write(
            "target.toml",
            $"program = \"{program.Program}\"\narguments = [{string.Join(", ", program.Arguments.Select(argument => $"\"{argument}\""))}]\n"
        );

        var result = await FuzzTool.RunAsync([
            "run",
            "--target",
            $"http://127.0.0.1:{port}/base",
            "--model",
            "notes",
            "--folder",
            _folder["one"],
            "--requests",
            "500",
            "--budget",
            "90s",
            "--event-share",
            "0.5",
            "--process",
            spec,
        ]);

        // How much is found beside the events is a matter of time.
        Assert.True(result.ExitCode is ExitCode.GateFailed or ExitCode.Success, result.Error);
        var events = CampaignJournal
            .Read(_folder["one"])
            .Runs()
            .SelectMany(run => run.Run.Results.Zip(run.Run.Scenario.Steps))
            .Where(pair => pair.First.Event is not null)
            .ToLookup(pair => pair.Second.Operation, pair => pair.First.Event!);
        Assert.All(events["restart"], happened => Assert.Equal((true, 0), (happened.IsDone, happened.ExitCode)));
        Assert.All(events["kill"], happened => Assert.Equal((true, 137), (happened.IsDone, happened.ExitCode)));
        Assert.NotEmpty(events["restart"].Concat(events["kill"]));
        Assert.DoesNotContain(CampaignJournal.Read(_folder["one"]).Runs(), run => run.Run.Condition.UnaskedEnds > 0);
        using var client = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() =>
            client.ConnectAsync("127.0.0.1", port, Cancellation).AsTask()
        );
    }

    [Theory(Timeout = 120_000)]
    [InlineData(ExitCode.Usage, "is no number above 0", "--requests", "0")]
    [InlineData(ExitCode.Usage, "is no time", "--budget", "30")]
    [InlineData(ExitCode.Usage, "is no shard", "--shard", "3/3")]
    [InlineData(ExitCode.Usage, "--event-share 1 is no share", "--event-share", "1")]
    [InlineData(ExitCode.Usage, "is asked without a limit", "--allow-host", "127.0.0.1")]
    [InlineData(ExitCode.Usage, "names no file", "--actor", "alice")]
    [InlineData(ExitCode.Missing, "there is no such file", "--actor", "alice=/none")]
    [InlineData(ExitCode.Missing, "there is no such corpus", "--corpus", "/none")]
    [InlineData(ExitCode.Usage, "is of no use without --container", "--dependency", "x")]
    public async Task Wrong_option_is_told_and_sends_nothing(int code, string message, params string[] options)
    {
        var result = await RunAsync("one", options);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _service.Requests);
    }

    [Fact(Timeout = 120_000)]
    public async Task Job_is_written_for_a_target_elsewhere_with_its_limit()
    {
        string[] arguments =
        [
            "job",
            "--target",
            "http://fhir.hospital:8080/fhir",
            "--model",
            "notes",
            "--shards",
            "4",
            "--image",
            "fuzz@sha256:00",
            "--name",
            "fuzz",
            "--claim",
            "campaigns",
        ];

        var job = await FuzzTool.RunAsync([.. arguments, "--requests", "1000", "--budget", "90s"]);
        var endless = await FuzzTool.RunAsync(arguments);

        Assert.Equal((ExitCode.Success, ExitCode.Usage), (job.ExitCode, endless.ExitCode));
        Assert.Contains("completionMode: Indexed", job.Output, StringComparison.Ordinal);
        Assert.Contains("- --allow-host=fhir.hospital", job.Output, StringComparison.Ordinal);
        Assert.Contains("- --budget=90s", job.Output, StringComparison.Ordinal);
        Assert.Contains("- --shard=$(JOB_COMPLETION_INDEX)/4", job.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Unknown_model_and_host_elsewhere_are_told()
    {
        var model = await FuzzTool.RunAsync("run", "--target", _service.Base.ToString(), "--model", "note");
        var host = await FuzzTool.RunAsync("run", "--target", "http://192.0.2.7/", "--model", "notes");

        Assert.Equal((ExitCode.Usage, ExitCode.Denied), (model.ExitCode, host.ExitCode));
        Assert.Contains("Did you mean notes?", model.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-host 192.0.2.7", host.Error, StringComparison.Ordinal);
    }

    private static async Task WaitAsync(Func<bool> isDone)
    {
        while (!isDone())
        {
            await Task.Delay(20, Cancellation);
        }
    }

    // No events but where a test wants them: the service is another process's.
    private string[] Arguments(NotesService service, string into, params string[] more) =>
        [
            "run",
            "--target",
            service.Base.ToString(),
            "--model",
            "notes",
            "--folder",
            _folder[into],
            .. more.Contains("--event-share") ? more : ["--event-share", "0", .. more],
        ];

    private Task<ProcessResult> RunAsync(string into, params string[] more) => FuzzTool.RunAsync(Arguments(_service, into, more));

    private long Runs(string folder) =>
        File.Exists(_folder[$"{folder}/journal.jsonl"])
            ? File.ReadLines(_folder[$"{folder}/journal.jsonl"])
                .Count(line => line.Contains("\"record\":\"run\"", StringComparison.Ordinal))
            : 0;

    private IEnumerable<string> ScenariosOf(string folder) =>
        CampaignJournal
            .Read(_folder[folder])
            .Runs()
            .Select(run =>
                $"{run.Run.Scenario.Number} {run.Origin} {string.Join(", ", run.Run.Results.Select(result => $"{result.Sent!.Method} {result.Sent.Path}"))}"
            );
}
