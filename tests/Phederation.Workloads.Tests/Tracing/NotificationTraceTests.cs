using Phederation.Containers.Engine;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Recording.Notification;
using Phederation.Testing.Containers;
using Phederation.Workloads.Tests.Running;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>Tracing by user notification, through the runtime that an engine of the test's own knows, beside the kernel's recorder.</summary>
public sealed class NotificationTraceTests
{
    private const string Service = """
        trap 'rm -r /tmp/state; exit 0' TERM
        mkdir /tmp/state && echo ready || echo cannot
        while :; do sleep 0.1; done
        """;

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

    private static readonly string[] WithRuntime =
    [
        "--add-runtime",
        $"{NotificationRecorder.RuntimeName}={Path.Combine(AppContext.BaseDirectory, "phederation-notify-runtime")}",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Both_recorders_bring_the_same_calls_by_the_same_programs()
    {
        await using var engine = await PrivateEngine.StartAsync(WithRuntime, Token);
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

    [Fact(Timeout = 60_000)]
    public async Task Engine_without_the_runtime_is_told_how_to_get_it()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var client = EngineClient.Connect(EngineEndpoint.Default);
        Assert.SkipWhen(
            (await client.System.InfoAsync(Token)).Runtimes.ContainsKey(NotificationRecorder.RuntimeName),
            "the engine of this machine knows the runtime"
        );

        var failure = await Assert.ThrowsAsync<RecorderUnavailableException>(() => TraceAsync(scope, RecorderChoice.Notification));
        Assert.Contains("/etc/docker/daemon.json", failure.Mend, StringComparison.Ordinal);
        Assert.Contains("phederation-notify-runtime", failure.Mend, StringComparison.Ordinal);
    }

    private static Task<TraceResult> TraceAsync(EngineScope scope, RecorderChoice choice) =>
        new TraceRun(scope.Engine, TimeProvider.System, choice).RunAsync(
            ShellTarget.Workload(Service, Life),
            ShellTarget.For(scope),
            "shell",
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
