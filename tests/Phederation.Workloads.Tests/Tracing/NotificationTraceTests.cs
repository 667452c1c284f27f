using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Recording.Notification;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Workloads.Tests.Running;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>Tracing by user notification, through the runtime that an engine of the test's own knows, beside the kernel's recorder.</summary>
public sealed class NotificationTraceTests
{
    private const string Life = """
        expect.log = ["ready"]
        limit-seconds = 20
        [[step]]
        id = "link"
        kind = "exec"
        phase = "serving"
        argv = ["/bin/ln", "-s", "/tmp/state", "/tmp/link"]
        [[step]]
        id = "again"
        kind = "restart"
        phase = "serving"
        [[step]]
        id = "stop"
        kind = "stop"
        phase = "shutdown"
        """;

    private const string EngineVariable = "PHEDERATION_TEST_ENGINE";

    private static string ThisAssembly => typeof(NotificationTraceTests).Assembly.Location;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Both_recorders_bring_the_same_calls_by_the_same_programs()
    {
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);

        var kernel = await TraceAsync(scope, RecorderChoice.Ebpf);
        var notified = await TraceAsync(scope, RecorderChoice.Notification);

        Assert.Equal(("ebpf", "notification"), (kernel.Evidence.BackEnd, notified.Evidence.BackEnd));
        Assert.False(notified.Evidence.Losses.Any, notified.Evidence.Losses.ToString());
        Assert.Equal(
            Names(kernel.Evidence).Except(NotificationRecorder.Unseen),
            Names(notified.Evidence).Except(NotificationRecorder.Unseen)
        );
        Assert.Superset(Names(kernel.Evidence).ToHashSet(), Names(notified.Evidence).ToHashSet());
        Assert.Equal(FirstSteps(kernel.Evidence), FirstSteps(notified.Evidence));
        Assert.Equal(Scalars(kernel.Evidence), Scalars(notified.Evidence));
        Assert.Null(kernel.Notice);
        Assert.Contains("taken for granted", notified.Notice, StringComparison.Ordinal);
        var link = notified.Evidence.Syscalls.First(call =>
            call.First.Step == "link" && call.Name.StartsWith("symlink", StringComparison.Ordinal)
        );
        Assert.Equal("ln", link.First.Process);
    }

    [Fact(Timeout = 240_000)]
    public async Task Profile_is_proved_by_notification_and_one_without_a_needed_call_is_caught_by_name_and_step()
    {
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);
        var trace = await TraceAsync(scope, RecorderChoice.Notification);
        var synthesis = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default);
        Assert.Empty(synthesis.Violations);

        var passed = await ReplayAsync(scope, trace, synthesis.Profile);
        Assert.True(passed.Passed, string.Join('\n', passed.Reasons));
        Assert.Contains("as the profile says", passed.Filter, StringComparison.Ordinal);

        var caught = await ReplayAsync(scope, trace, synthesis.Profile.Without("mkdir"));
        Assert.False(caught.Passed);
        var denial = Assert.Single(caught.Denials, denial => denial.Syscall == "mkdir");
        Assert.Equal(("EPERM", "mkdir", "start"), (denial.Errno, denial.Process, denial.StepId));
        Assert.Empty(caught.FilterDifferences);
    }

    /// <summary>The test runs itself once more, without the rights, against the engine that it started.</summary>
    [Fact(Timeout = 240_000)]
    public async Task Without_the_right_to_load_programs_calls_are_recorded_by_notification_and_the_reason_is_told()
    {
        if (Environment.GetEnvironmentVariable(EngineVariable) is { } endpoint)
        {
            await using var inner = await EngineScope.OpenAsync(EngineEndpoint.Parse(endpoint), Token);
            var trace = await TraceAsync(inner, RecorderChoice.Auto);
            Assert.Equal("notification", trace.Evidence.BackEnd);
            Assert.Contains("the kernel does not permit it", trace.Notice, StringComparison.Ordinal);
            return;
        }

        const string rights = "-bpf,-perfmon,-sys_admin";
        var setpriv = Requires.Program("setpriv");
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        var request = new ProcessRequest
        {
            Program = setpriv,
            Arguments =
            [
                "--bounding-set",
                rights,
                "--inh-caps",
                rights,
                Environment.ProcessPath!,
                .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", ThisAssembly] : Array.Empty<string>(),
                "-noColor",
                "-method",
                $"*.{nameof(Without_the_right_to_load_programs_calls_are_recorded_by_notification_and_the_reason_is_told)}",
            ],
            Environment = new Dictionary<string, string?> { [EngineVariable] = engine.Endpoint.ToString() },
            TimeLimit = TimeSpan.FromMinutes(3),
        };
        var result = await new ProcessRunner().RunAsync(request, Token);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Engine_without_the_runtime_is_told_how_to_get_it()
    {
        await using var engine = await PrivateEngine.StartAsync([], Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);
        var failure = await Assert.ThrowsAsync<RecorderUnavailableException>(() => TraceAsync(scope, RecorderChoice.Notification));
        Assert.Contains("/etc/docker/daemon.json", failure.Mend, StringComparison.Ordinal);
        Assert.Contains("phederation-notify-runtime", failure.Mend, StringComparison.Ordinal);
    }

    private static Task<TraceResult> TraceAsync(EngineScope scope, RecorderChoice choice) =>
        new TraceRun(scope.Engine, TimeProvider.System, choice).RunAsync(
            ShellTarget.Workload(TraceAndReplayTests.Service, Life),
            ShellTarget.For(scope),
            "shell",
            null,
            Token
        );

    private static Task<ReplayResult> ReplayAsync(EngineScope scope, TraceResult trace, SeccompProfile profile) =>
        new ReplayRun(scope.Engine, TimeProvider.System, RecorderChoice.Notification).RunAsync(
            ShellTarget.Workload(TraceAndReplayTests.Service, Life),
            ShellTarget.For(scope),
            profile,
            trace.Transcript,
            null,
            Token
        );

    /// <summary>The program's calls, each with the step that needed it first.</summary>
    private static IEnumerable<string> FirstSteps(Evidence evidence) =>
        evidence
            .Syscalls.Where(call => !call.ByRuntime && !NotificationRecorder.Unseen.Contains(call.Name))
            .Select(call => $"{call.Name} {call.First.Step}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Scalars(Evidence evidence) =>
        evidence
            .Arguments.Where(call => !call.ByRuntime && !NotificationRecorder.Unseen.Contains(call.Name))
            .Select(call => $"{call.Name} {string.Join(',', call.Values)}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(Evidence evidence) =>
        evidence.Syscalls.Where(call => !call.ByRuntime).Select(call => call.Name).Distinct().Order(StringComparer.Ordinal);
}
