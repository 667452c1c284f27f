using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Supervision;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing.Containers;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>A supervisor and the containers that it answers for, on an engine of the test's own.</summary>
public sealed class SupervisorTests
{
    // At USR1 the service tries a call of its start again.
    private const string Script = """
        trap "mkdir /tmp/late-$$ && echo late-yes || echo late-no" USR1
        sleep 1; mkdir /tmp/state && echo up || echo cannot; rm -rf /tmp/state
        while :; do sleep 0.1; done
        """;

    private readonly string _name = $"test-{Guid.NewGuid().ToString("N")[..8]}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Gate_closes_at_health_for_one_container_and_opens_for_its_next_start()
    {
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);
        var told = new List<RefusedCall>();
        using var supervisor = Supervisor.Start(SupervisedCgroup.Name(_name, "cgroupfs"), told.Add);
        Assert.True(Supervisor.IsThere(SupervisedCgroup.Name(_name, "cgroupfs")));

        var first = await StartAsync(scope);
        var second = await StartAsync(scope);
        await WaitForAsync(scope, first, "up");
        await WaitForAsync(scope, second, "up");
        Assert.False(supervisor.Close(first, await ProcessAsync(scope, second)), "closed by another's process");
        Assert.True(supervisor.Close(first, await ProcessAsync(scope, first)));
        Assert.False(supervisor.Close(first, await ProcessAsync(scope, first)), "closed twice");

        await AskAsync(scope, first, "late-no");
        await AskAsync(scope, second, "late-yes");
        var refused = Assert.Single(supervisor.Refused);
        Assert.Equal((first, "mkdir", "mkdir", 1UL), (refused.Container, refused.Syscall, refused.Thread, refused.Count));
        Assert.Equal(refused, Assert.Single(told));

        // What is executed in it comes under the same gate.
        var exec = await scope.Engine.Containers.ExecAsync(first, new ExecRequest(["/bin/mkdir", "/tmp/by-exec"]), Token);
        Assert.Contains("not permitted", exec.Error, StringComparison.Ordinal);

        await scope.Engine.Containers.RestartAsync(first, cancellationToken: Token);
        await WaitForAsync(scope, first, "up", times: 2);
        Assert.True(supervisor.Close(first, await ProcessAsync(scope, first)));
        await AskAsync(scope, first, "late-no", times: 2);
    }

    [Fact(Timeout = 300_000)]
    public async Task Death_of_the_supervisor_gives_no_call_back_and_the_service_goes_on()
    {
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);
        var supervisor = Supervisor.Start(SupervisedCgroup.Name(_name, "cgroupfs"));
        var healthy = await StartAsync(scope);
        await WaitForAsync(scope, healthy, "up");
        supervisor.Close(healthy, await ProcessAsync(scope, healthy));
        var starting = await StartAsync(scope);
        supervisor.Dispose();

        await AskAsync(scope, healthy, "late-no");
        Assert.True((await scope.Engine.Containers.InspectAsync(healthy, Token))!.State.Running);
        // One that was in the middle of its start gets no further, and does not hang.
        await WaitForAsync(scope, starting, "cannot");

        var refused = await Assert.ThrowsAsync<EngineException>(() => StartAsync(scope));
        Assert.Contains("listener", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(Supervisor.IsThere(SupervisedCgroup.Name(_name, "cgroupfs")));
    }

    [Fact]
    public void Second_supervisor_of_a_cgroup_is_refused_and_the_first_goes_on()
    {
        Phederation.Testing.Requires.Root();
        var cgroup = SupervisedCgroup.Name(_name, "cgroupfs");
        using var first = Supervisor.Start(cgroup);

        var fault = Assert.Throws<RecorderUnavailableException>(() => Supervisor.Start(cgroup).Dispose());

        Assert.Contains("in use", fault.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.True(Supervisor.IsThere(cgroup));
    }

    [Fact]
    public void Socket_of_a_killed_one_is_no_hindrance_and_a_young_one_of_another_is_left_alone()
    {
        Phederation.Testing.Requires.Root();
        var cgroup = SupervisedCgroup.Name(_name, "cgroupfs");
        using (Supervisor.Start(cgroup)) { }
        var (own, young, old) = (Socket(cgroup), Socket(cgroup + "-young"), Socket(cgroup + "-old"));
        foreach (var file in new[] { own, young, old })
        {
            File.WriteAllText(file, "");
        }

        File.SetLastWriteTimeUtc(old, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        try
        {
            using var supervisor = Supervisor.Start(cgroup);

            Assert.True(Supervisor.IsThere(cgroup));
            Assert.True(File.Exists(young));
            Assert.False(File.Exists(old));
        }
        finally
        {
            File.Delete(young);
        }

        static string Socket(string name) => $"/run/phederation/seccomp/{name}.sock";
    }

    private static SeccompProfile Profile() =>
        new()
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
        };

    private async Task<string> StartAsync(EngineScope scope)
    {
        var request = scope.Request("/bin/sh", "-c", Script);
        request = request with
        {
            HostConfig = request.HostConfig! with
            {
                SecurityOpt = ["no-new-privileges", "seccomp=" + SupervisedForm.Of(Profile()).ToJson()],
                CgroupParent = SupervisedCgroup.Parent(_name, "cgroupfs"),
                Runtime = SupervisedForm.RuntimeName,
            },
        };
        var id = await scope.Engine.Containers.CreateAsync(request, Token);
        await scope.Engine.Containers.StartAsync(id, Token);
        return id;
    }

    private static async Task AskAsync(EngineScope scope, string container, string answer, int times = 1)
    {
        await scope.Engine.Containers.KillAsync(container, "SIGUSR1", Token);
        await WaitForAsync(scope, container, answer, times);
    }

    private static async Task WaitForAsync(EngineScope scope, string container, string text, int times = 1)
    {
        while ((await scope.Engine.Containers.LogTextAsync(container, cancellationToken: Token)).Split(text).Length <= times)
        {
            await Task.Delay(100, Token);
        }
    }

    private static async Task<int> ProcessAsync(EngineScope scope, string container) =>
        (await scope.Engine.Containers.InspectAsync(container, Token))!.State.Pid;
}
