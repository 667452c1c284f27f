using Phederation.Containers.Engine;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Supervision;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing.Containers;
using Phederation.Workloads.Tests.Running;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>The second form of profiles, from its evidence to its proof.</summary>
public sealed class SupervisedProfileTests
{
    private const string Workload = """
        schema = 1
        [service]
        ready-seconds = 60
        step-seconds = 60
        command = ["/bin/sh", "-c", '''trap "rm -r /tmp/state; exit 0" TERM
            mkdir /tmp/state && echo up; echo > /tmp/ready; while :; do sleep 0.1; done''']
        [[step]]
        id = "start"
        kind = "start"
        phase = "init"
        [[step]]
        id = "link"
        kind = "exec"
        phase = "serving"
        argv = ["/bin/ln", "-s", "/tmp/state", "/tmp/link"]
        [[step]]
        id = "again"
        kind = "restart"
        phase = "maintenance"
        [[step]]
        id = "stop"
        kind = "stop"
        phase = "shutdown"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Calls_of_the_start_alone_are_found_and_taken_away_and_given_again_to_the_next_start()
    {
        await using var engine = await PrivateEngine.StartAsync(NotifyRuntime.Known, Token);
        await using var scope = await EngineScope.OpenAsync(engine.Endpoint, Token);
        var target = ShellTarget.For(scope) with { ImageId = await HealthyImage.BuildAsync(scope, Token) };
        var workload = WorkloadText.Parse(Workload);
        var trace = await new TraceRun(scope.Engine, TimeProvider.System).RunAsync(workload, target, "shell", null, Token);
        var policy = SeccompPolicy.Default with { StartupOnly = SeccompPolicy.Default.StartupOnly.Append("mkdir").ToHashSet() };
        var synthesis = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, policy);

        var startup = SupervisedForm.StartupNames(synthesis.Profile);
        Assert.Contains("mkdir", startup);
        // What comes into question is said by the policy, whatever a thin workload shows.
        Assert.DoesNotContain("rename", startup);
        Assert.DoesNotContain(startup, name => name.StartsWith("symlink", StringComparison.Ordinal));
        Assert.DoesNotContain("unlinkat", startup);
        Assert.Contains("mkdir", synthesis.Profile.AllowedNames);
        Assert.True(Assert.Single(synthesis.Reasons, reason => reason.Name == "mkdir").IsStartupOnly);
        Assert.DoesNotContain("mkdir", SupervisedForm.Of(synthesis.Profile).AllowedNames);

        var passed = await ReplayAsync(synthesis.Profile);
        Assert.True(passed.Passed, string.Join('\n', passed.Reasons));
        Assert.Contains("as the profile says", passed.Filter, StringComparison.Ordinal);

        // What is made at the end is no call of the start alone: a profile that says so is caught where the service misses it.
        var caught = await ReplayAsync(AsStartup(synthesis.Profile, "unlinkat"));
        Assert.False(caught.Passed);
        var denial = Assert.Single(caught.Denials, denial => denial.Syscall == "unlinkat");
        Assert.Equal(("EPERM", "rm", "again"), (denial.Errno, denial.Process, denial.StepId));

        Task<ReplayResult> ReplayAsync(SeccompProfile profile) =>
            new ReplayRun(scope.Engine, TimeProvider.System).RunSupervisedAsync(workload, target, profile, trace.Transcript, null, Token);
    }

    private static SeccompProfile AsStartup(SeccompProfile profile, string name) =>
        profile with
        {
            Rules =
            [
                .. profile.Rules.Select(rule => rule with { Names = [.. rule.Names.Where(other => other != name)] }),
                new SyscallRule
                {
                    Names = [name],
                    Action = SeccompAction.Allow,
                    Comment = SupervisedForm.StartupComment,
                },
            ],
        };
}
