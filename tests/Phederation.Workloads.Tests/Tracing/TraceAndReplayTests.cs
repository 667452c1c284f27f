using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Workloads.Running;
using Phederation.Workloads.Tests.Running;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>Trace, profile and replay of a small service: a shell script that makes and removes a folder in its life.</summary>
public sealed class TraceAndReplayTests
{
    // A folder is made at the start, a link while serving, and both are removed at the end only. It is ready once it has slept, so that
    // the calls of its sleep are the start's, however soon the next step comes.
    internal const string Service = """
        trap 'rm -r /tmp/state; exit 0' TERM
        mkdir /tmp/state && sleep 0.1 && echo ready || echo cannot
        while :; do sleep 0.1; done
        """;

    private const string Steps = """
        expect.log = ["ready"]
        limit-seconds = 20
        [[step]]
        id = "link"
        kind = "exec"
        phase = "serving"
        argv = ["/bin/ln", "-s", "/tmp/state", "/tmp/link"]
        [[step]]
        id = "stop"
        kind = "stop"
        phase = "shutdown"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Trace_sees_every_phase_and_a_second_one_is_the_same_but_for_counts()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(Service, Steps);

        var first = await TraceAsync(scope, workload);
        var second = await TraceAsync(scope, workload);

        Assert.Equal(first.Evidence.StableSha256, second.Evidence.StableSha256);
        Assert.Equal(["start", "link", "stop", StepNotice.TeardownId], first.Evidence.Steps.Select(step => step.Id));
        AssertFirst(first, "execve", "start");
        AssertFirst(first, "mkdir", "start");
        AssertFirst(first, "unlinkat", "stop");
        var subject = first.Evidence.Subject;
        Assert.Equal(("shell", scope.ImageId, workload.Sha256), (subject.ImageName, subject.ImageId, subject.WorkloadSha256));
        Assert.StartsWith("runc ", subject.Runtime);
        Assert.False(first.Evidence.Losses.Any);
    }

    [Fact(Timeout = 240_000)]
    public async Task Profile_of_the_trace_passes_and_one_without_a_needed_call_is_caught_by_name_and_step()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(Service, Steps);
        var trace = await TraceAsync(scope, workload);
        var synthesis = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default);
        Assert.Empty(synthesis.Violations);

        var passed = await ReplayAsync(scope, workload, trace, synthesis.Profile);
        Assert.True(passed.Passed, string.Join('\n', passed.Reasons));

        // The program's start, the service's own start, a request, the end.
        await AssertCaughtAsync("execve", "start");
        await AssertCaughtAsync("mkdir", "start");
        await AssertCaughtAsync(
            trace
                .Evidence.Syscalls.First(call => call.First.Step == "link" && call.Name.StartsWith("symlink", StringComparison.Ordinal))
                .Name,
            "link"
        );
        await AssertCaughtAsync("unlinkat", "stop");

        async Task AssertCaughtAsync(string syscall, string step)
        {
            var result = await ReplayAsync(scope, workload, trace, synthesis.Profile.Without(syscall));

            Assert.False(result.Passed);
            var denial = Assert.Single(result.Denials, denial => denial.Syscall == syscall);
            Assert.Equal((step, "EPERM"), (denial.StepId, denial.Errno));
            Assert.NotEmpty(denial.Process);
            Assert.Contains(
                result.Reasons,
                reason => reason.StartsWith($"step '{step}': {denial.Process} was denied {syscall} (EPERM)", StringComparison.Ordinal)
            );
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Step_that_hangs_after_a_denial_is_given_up_with_the_denial_as_cause()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(Service, Steps.Replace("limit-seconds = 20", "limit-seconds = 100", StringComparison.Ordinal));
        var trace = await TraceAsync(scope, workload);
        var profile = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default).Profile;

        var result = await ReplayAsync(scope, workload, trace, profile.Without("mkdir"));

        Assert.Equal("mkdir", Assert.Single(result.Denials).Syscall);
        Assert.Contains("step 'start' failed: it was given up after a call had been denied in it", result.Failure);
        Assert.Contains("cannot", result.Failure);
        Assert.Empty(await scope.Engine.Containers.ListAsync([scope.LabelFilter], all: true, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Answer_that_changed_is_a_difference_even_when_nothing_was_denied()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(Service, Steps);
        var trace = await TraceAsync(scope, workload);
        var profile = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default).Profile;
        var changed = trace.Transcript with
        {
            Steps = [.. trace.Transcript.Steps.Select(step => step.Id == "link" ? step with { Answer = ["exit 0", "out| linked"] } : step)],
        };

        var result = await ReplayAsync(scope, workload, trace with { Transcript = changed }, profile);

        Assert.False(result.Passed);
        Assert.Empty(result.Denials);
        Assert.Equal(new("link", 2, "out| linked", null), Assert.Single(result.Differences));
    }

    [Fact(Timeout = 60_000)]
    public async Task Trace_that_lost_events_is_refused_with_its_counters()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var workload = ShellTarget.Workload(Service, Steps);
        var recorder = new LossyRecorder(new RecorderLosses(Tasks: 0, Calls: 0, Arguments: 7, Denials: 0, Missed: 2));
        var run = new TraceRun(scope.Engine, TimeProvider.System, _ => Task.FromResult<ISyscallRecorder>(recorder));

        var exception = await Assert.ThrowsAsync<EvidenceUnusableException>(() =>
            run.RunAsync(workload, ShellTarget.For(scope), "shell", null, Token)
        );

        Assert.Equal((7UL, 2UL), (exception.Losses.Arguments, exception.Losses.Missed));
        Assert.Contains("Arguments = 7", exception.Message);
        Assert.True(recorder.IsDisposed);
    }

    private static Task<TraceResult> TraceAsync(EngineScope scope, Workload workload) =>
        new TraceRun(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), "shell", null, Token);

    private static Task<ReplayResult> ReplayAsync(EngineScope scope, Workload workload, TraceResult trace, SeccompProfile profile) =>
        new ReplayRun(scope.Engine, TimeProvider.System).RunAsync(workload, ShellTarget.For(scope), profile, trace.Transcript, null, Token);

    private static void AssertFirst(TraceResult trace, string syscall, string step) =>
        Assert.Equal(step, Assert.Single(trace.Evidence.Syscalls, call => call.Name == syscall && !call.ByRuntime).First.Step);
}
