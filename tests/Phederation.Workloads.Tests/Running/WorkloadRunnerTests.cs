using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Testing.Containers;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Running;

/// <summary>The runner on the real engine, with a shell script as the service.</summary>
public sealed class WorkloadRunnerTests
{
    private const string Service = """
        trap 'echo got HUP' HUP; trap 'echo bye; exit 3' TERM; trap 'exit 4' USR1; echo begun
        while :; do sleep 0.1; done
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 90_000)]
    public async Task File_that_is_put_into_a_volume_is_there_for_the_service()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            Service,
            """
            expect.log = ["begun"]
            [[step]]
            id = "put"
            kind = "put"
            phase = "serving"
            path = "/tmp/in/notes.csv"
            content = "a,b\n1,2\n"
            [[step]]
            id = "read"
            kind = "exec"
            phase = "serving"
            argv = ["/bin/sh", "-c", "cat /tmp/in/notes.csv"]
            expect.output = ["^a,b\n1,2"]
            """
        );

        var transcript = await new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(
            workload,
            ShellTarget.For(scope),
            observer: null,
            Token
        );

        Assert.Equal(3, transcript.Steps.Count);
        Assert.All(transcript.Steps, step => Assert.Equal(StepOutcome.Passed, step.Outcome));
    }

    [Fact(Timeout = 90_000)]
    public async Task Optional_secret_is_what_the_workload_supplies_and_empty_otherwise()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            Service,
            """
            expect.log = ["begun"]
            [[step]]
            id = "read"
            kind = "exec"
            phase = "serving"
            argv = ["/bin/sh", "-c", "cd /run/secrets; wc -c <given; wc -c <made; wc -c <absent; cat given"]
            expect.output = ["^5\n32\n0\n"]
            [service.supplied]
            given = "abcde"
            made = ""
            """
        );
        var target = ShellTarget.For(scope);
        string[] names = ["given", "made", "absent"];
        target = target with
        {
            Runtime = target.Runtime with
            {
                Secrets = [.. names.Select(name => new SecretFile(name, Generate: false) { Optional = true })],
            },
        };
        var runner = new WorkloadRunner(scope.Engine, TimeProvider.System);

        var transcript = await runner.RunAsync(workload, target, observer: null, Token);

        Assert.All(transcript.Steps, step => Assert.Equal(StepOutcome.Passed, step.Outcome));
        Assert.DoesNotContain("abcde", string.Join('\n', transcript.Steps.SelectMany(step => step.Answer)), StringComparison.Ordinal);
        var stray = await Assert.ThrowsAsync<ArgumentException>(() =>
            runner.RunAsync(workload, ShellTarget.For(scope), observer: null, Token)
        );
        Assert.Contains("'supplied' names the secret 'given'", stray.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path = \"in/../notes\"\ncontent = \"\"", "must be a plain absolute path in a volume")]
    [InlineData("path = \"/elsewhere/notes\"\ncontent = \"\"", "/elsewhere/notes")]
    public async Task File_that_would_be_put_outside_the_volumes_is_refused(string step, string reason)
    {
        await using var scope = await EngineScope.OpenAsync(Token);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(
                ShellTarget.Workload(Service, "[[step]]\nid = \"put\"\nkind = \"put\"\nphase = \"serving\"\n" + step),
                ShellTarget.For(scope),
                observer: null,
                Token
            )
        );

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 90_000)]
    public async Task Steps_of_a_containers_life_run_in_order_and_twice_alike()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            Service,
            """
            expect.log = ["begun"]
            [[step]]
            id = "who"
            kind = "exec"
            phase = "serving"
            argv = ["/bin/sh", "-c", "id -u; cat; cat /run/secrets/app_password; echo; date '+%Y-%m-%d %H:%M:%S'; echo wrong >&2; exit 7"]
            input = "from input\n"
            expect = { exit = 7, output = ["1234"], error-output = ["^wrong"] }
            [[step]]
            id = "reload"
            kind = "reload"
            phase = "reload"
            expect.log = ["got HUP"]
            [[step]]
            id = "restart"
            kind = "restart"
            phase = "maintenance"
            expect.log = ["bye", "begun"]
            [[step]]
            id = "idle"
            kind = "idle"
            phase = "serving"
            seconds = 1
            [[step]]
            id = "kill"
            kind = "kill"
            phase = "maintenance"
            [[step]]
            id = "again"
            kind = "start"
            phase = "maintenance"
            expect.log = ["begun"]
            [[step]]
            id = "stop-by-signal"
            kind = "stop"
            phase = "shutdown"
            signal = "USR1"
            expect.exit = 4
            [[step]]
            id = "again-2"
            kind = "start"
            phase = "maintenance"
            expect.log = ["begun"]
            [[step]]
            id = "stop-by-program"
            kind = "stop"
            phase = "shutdown"
            argv = ["/bin/kill", "-TERM", "1"]
            expect.exit = 3
            [[step]]
            id = "again-3"
            kind = "start"
            phase = "maintenance"
            expect.log = ["begun"]
            [[step]]
            id = "stop"
            kind = "stop"
            phase = "shutdown"
            expect = { exit = 3, log = ["bye"] }
            """
        );
        var runner = new WorkloadRunner(scope.Engine, TimeProvider.System);
        var observer = new RecordingObserver();

        var first = await runner.RunAsync(workload, ShellTarget.For(scope), observer, Token);
        var second = await runner.RunAsync(workload, ShellTarget.For(scope), null, Token);

        Assert.Equal(["exit 7", "out| 1234", "out| from input", "out| <secret>", "out| <time>", "err| wrong"], first.Steps[1].Answer);
        Assert.Equal(["ended with 137"], first.Steps[5].Answer);
        Assert.Empty(Transcript.Compare(first, second));
        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal([.. workload.Steps.Select(step => step.Id), StepNotice.TeardownId], observer.Ended);
        await AssertNothingIsLeftAsync(scope);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failed_expectation_names_step_place_answer_and_log_and_leaves_nothing()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            Service,
            """
            [[step]]
            id = "fails"
            kind = "exec"
            phase = "serving"
            argv = ["/bin/sh", "-c", "echo something; exit 2"]
            """
        );

        var failure = await Assert.ThrowsAsync<WorkloadFailedException>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), null, Token)
        );

        Assert.Equal("fails", failure.StepId);
        Assert.Contains("expected exit code 0, got 2", failure.Message);
        Assert.Contains($"w.toml:{workload.Steps[1].Head.Location.Line}:", failure.Message);
        Assert.Contains("out| something", failure.Message);
        Assert.Contains("begun", failure.LogTail);
        Assert.Equal(StepOutcome.Failed, failure.Transcript.Steps[^1].Outcome);
        await AssertNothingIsLeftAsync(scope);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(
        "[[step]]\nid = \"x\"\nkind = \"exec\"\nphase = \"serving\"\nargv = [\"/bin/sleep\", \"60\"]\nlimit-seconds = 1",
        "longer than 1 s"
    )]
    [InlineData(
        "[[step]]\nid = \"x\"\nkind = \"reload\"\nphase = \"serving\"\nexpect.log = [\"never\"]\nlimit-seconds = 1",
        "never had a match of 'never'"
    )]
    [InlineData(
        "[[step]]\nid = \"x\"\nkind = \"signal\"\nsignal = \"USR1\"\nphase = \"serving\"\nexpect.log = [\"begun\"]\nlimit-seconds = 2",
        "log never had"
    )]
    [InlineData("[[step]]\nid = \"x\"\nkind = \"exec\"\nphase = \"serving\"\nargv = [\"/absent\"]", "expected exit code 0, got 12")]
    [InlineData(
        "[[step]]\nid = \"x\"\nkind = \"exec\"\nphase = \"serving\"\nargv = [\"/bin/echo\", \"a\"]\nexpect.output = [\"b\"]",
        "nothing in the output matches 'b'"
    )]
    public async Task Step_that_does_not_do_what_it_should_fails(string step, string reason)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        // Its first word comes some time after the start: whoever waits for a word after a step must not meet that one.
        var workload = ShellTarget.Workload(Service, step.Insert(0, "expect.log = [\"begun\"]\n"));

        var failure = await Assert.ThrowsAsync<WorkloadFailedException>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), null, Token)
        );

        Assert.Equal("x", failure.StepId);
        Assert.Contains(reason, failure.Message);
        await AssertNothingIsLeftAsync(scope);
    }

    [Fact(Timeout = 60_000)]
    public async Task Container_that_ends_at_once_fails_its_start_with_its_last_words()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            "echo cannot; exit 9",
            "[[step]]\nid = \"x\"\nkind = \"idle\"\nphase = \"serving\"\nseconds = 2"
        );

        var failure = await Assert.ThrowsAsync<WorkloadFailedException>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), null, Token)
        );

        Assert.Contains("ended with 9", failure.Message);
        Assert.Contains("cannot", failure.LogTail);
        await AssertNothingIsLeftAsync(scope);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancelled_run_leaves_nothing()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var workload = ShellTarget.Workload(
            Service,
            "[[step]]\nid = \"x\"\nkind = \"idle\"\nphase = \"serving\"\nseconds = 60\nlimit-seconds = 100"
        );
        var observer = new RecordingObserver { OnStarting = id => id == "x" ? stop.CancelAsync() : Task.CompletedTask };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), observer, stop.Token)
        );

        await AssertNothingIsLeftAsync(scope);
    }

    [Fact(Timeout = 60_000)]
    public async Task Leftovers_of_a_dead_owner_are_removed_and_those_of_a_living_one_are_not()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var dead = $"{Environment.MachineName}/{int.MaxValue}/1";
        foreach (var (name, owner) in new[] { ("dead", dead), ("alive", RunOwner.Current), ("elsewhere", "another-machine/1/1") })
        {
            var labels = new Dictionary<string, string>(scope.Labels) { [RunLabels.Prefix] = scope.Id, [RunLabels.Owner] = owner };
            await scope.Engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = $"{scope.Id}-{name}", Labels = labels }, Token);
            await scope.Engine.Networks.CreateAsync(
                new CreateNetworkRequest
                {
                    Name = $"{scope.Id}-{name}",
                    Internal = true,
                    Labels = labels,
                },
                Token
            );
            await scope.Engine.Containers.CreateAsync(
                scope.Request("/bin/true") with
                {
                    Name = $"{scope.Id}-{name}",
                    Labels = labels,
                },
                Token
            );
        }

        await Leftovers.RemoveAsync(scope.Engine, scope.Id, Token);

        string[] kept = [$"{scope.Id}-alive", $"{scope.Id}-elsewhere"];
        var containers = await scope.Engine.Containers.ListAsync([scope.LabelFilter], all: true, Token);
        Assert.Equal(kept, containers.Select(container => container.Names[0].TrimStart('/')).Order());
        Assert.Equal(kept, (await scope.Engine.Volumes.ListAsync([scope.LabelFilter], Token)).Select(volume => volume.Name).Order());
        Assert.Equal(kept, (await scope.Engine.Networks.ListAsync([scope.LabelFilter], Token)).Select(network => network.Name).Order());
    }

    [Fact]
    public async Task Account_whose_secret_the_image_does_not_have_is_refused_before_anything_is_created()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = WorkloadText.With("");
        var target = ShellTarget.For(scope) with { Runtime = ShellTarget.For(scope).Runtime with { Secrets = [] } };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            new WorkloadRunner(scope.Engine, TimeProvider.System).RunAsync(workload, target, null, Token)
        );

        Assert.Contains("app_password", exception.Message);
    }

    [Fact(Timeout = 90_000)]
    public async Task Certificate_is_made_for_the_run_and_told_without_its_key()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(
            Service,
            """
            [[step]]
            id = "files"
            kind = "exec"
            phase = "serving"
            argv = ["/bin/sh", "-c", "cd /run/secrets; for f in tls certificate; do while read -r l; do case $l in -----BEGIN*) echo $f: $l;; esac; done <$f; done"]
            expect.output = ["^tls: -----BEGIN PRIVATE KEY-----\ntls: -----BEGIN CERTIFICATE-----\ncertificate: -----BEGIN CERTIFICATE-----\n$"]
            """
        );
        var target = ShellTarget.For(scope);
        var runtime = target.Runtime with
        {
            Secrets =
            [
                new SecretFile("certificate", false) { CertificateOf = "tls" },
                new SecretFile("tls", true) { CertificateFor = ["database"] },
            ],
        };
        var runner = new WorkloadRunner(scope.Engine, TimeProvider.System);

        await runner.RunAsync(workload, target with { Runtime = runtime }, null, Token);

        var without = target with { Runtime = runtime with { Secrets = [runtime.Secrets[0]] } };
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => runner.RunAsync(workload, without, null, Token));
        Assert.Contains("is the certificate of 'tls', which neither the image nor a peer has", exception.Message);
        await AssertNothingIsLeftAsync(scope);
    }

    private static async Task AssertNothingIsLeftAsync(EngineScope scope)
    {
        Assert.Empty(await scope.Engine.Containers.ListAsync([scope.LabelFilter], all: true, Token));
        Assert.Empty(await scope.Engine.Volumes.ListAsync([scope.LabelFilter], Token));
        Assert.Empty(await scope.Engine.Networks.ListAsync([scope.LabelFilter], Token));
    }
}
