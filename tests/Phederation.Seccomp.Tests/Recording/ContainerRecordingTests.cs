using Phederation.Processes;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Synthesis;
using Phederation.Seccomp.Tests.Support;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Recording;

/// <summary>The recorder and its profiles on the real engine.</summary>
public sealed class ContainerRecordingTests
{
    private const int NotPermitted = -1;
    private const int NotImplemented = -38;

    [Fact]
    public async Task Container_is_recorded_in_start_exec_and_restart_apart_from_its_runtime()
    {
        using var recorder = EbpfRecorderTests.Start();
        await using (var container = await RawContainer.StartAsync(LearningProfile.Json, recorder.CgroupParent))
        {
            await container.ExecAsync(new RawProgram().Call("getppid").Call("sysinfo", 0));
            await container.RestartAsync();
            await container.ExecAsync(new RawProgram().Call("getppid"));
        }

        var snapshot = recorder.Read();
        Assert.False(snapshot.Losses.Any, snapshot.Losses.ToString());
        Assert.Empty(snapshot.Denials);
        Assert.Equal(["exit_group 2", "getppid 2", "poll 2", "sysinfo 1", "write 2"], EbpfRecorderTests.Program(snapshot));

        // Two starts and two execs by the runtime of this machine: nothing that the table of needs lacks.
        var byRuntime = snapshot.Calls.Where(call => call.ByRuntime).ToDictionary(call => call.Name, call => call.Count);
        Assert.Equal(4UL, byRuntime["execve"]);
        Assert.Empty(byRuntime.Keys.Except(RuntimeNeeds.AllSites.Needs.Select(need => need.Name)));
    }

    [Fact]
    public async Task Profile_of_a_trace_runs_the_same_program_and_denies_the_rest_as_it_says()
    {
        var needed = new RawProgram().Call("getppid").Call("socket", 1, 1, 0);
        var profile = await LearnAsync(needed);
        using var recorder = EbpfRecorderTests.Start();
        await using (var container = await RawContainer.StartAsync(profile.ToJson(), recorder.CgroupParent))
        {
            Assert.All(await container.ExecAsync(needed), answer => Assert.True(answer >= 0, $"{answer}"));
            Assert.Empty(recorder.Read().Denials);

            // Refused, not needed, newer than the engine's libseccomp knows, and no call at all.
            var answers = await container.ExecAsync(
                new RawProgram().Call("bpf", 0, 0, 0).Call("chmod", 0, 0).Call("clone3", 0, 0).Call("file_getattr", 0).Call(5000)
            );
            Assert.Equal([NotPermitted, NotImplemented, NotImplemented, NotImplemented, NotImplemented], answers);

            // The family was not seen. Whether the answer is the profile's default or the engine's depends on the engine.
            var families = await container.ExecAsync(new RawProgram().Call("socket", 38, 5, 0).Call("socket", 1 | (1UL << 32), 1, 0));
            Assert.Contains(families[0], new long[] { NotPermitted, NotImplemented });
            Assert.True(families[1] >= 0);
        }

        var denials = recorder.Read().Denials.ToDictionary(denial => denial.Name, denial => denial.Errno);
        Assert.Equal(1, denials["bpf"]);
        Assert.Equal(38, denials["chmod"]);
        Assert.Contains("socket", denials.Keys);
        Assert.Equal(["#5000", "bpf", "chmod", "clone3", "file_getattr", "socket"], denials.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Profile_from_which_a_needed_call_was_removed_is_caught()
    {
        var needed = new RawProgram().Call("getppid").Call("sysinfo", 0x80_0000);
        var less = (await LearnAsync(needed)).Without("sysinfo");
        using var recorder = EbpfRecorderTests.Start();
        await using (var container = await RawContainer.StartAsync(less.ToJson(), recorder.CgroupParent))
        {
            Assert.Equal(NotPermitted, (await container.ExecAsync(needed))[1]);
        }

        var denial = Assert.Single(recorder.Read().Denials);
        Assert.Equal(("sysinfo", 1, "exec"), (denial.Name, denial.Errno, denial.First.Process));
    }

    [Fact]
    public async Task Call_of_another_abi_ends_its_caller_under_a_profile_and_is_seen()
    {
        await Calls32.RequireAsync();
        var profile = await LearnAsync(new RawProgram().Call("getpid"));
        using var recorder = EbpfRecorderTests.Start();
        await using (var container = await RawContainer.StartAsync(profile.ToJson(), recorder.CgroupParent))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => container.ExecAsync(new RawProgram().Call32("getpid")));
        }

        var denial = Assert.Single(recorder.Read().Denials);
        Assert.Equal((SyscallAbi.I386, "getpid", true), (denial.Abi, denial.Name, denial.IsKill));
    }

    [Fact]
    public async Task Recorder_sees_what_strace_sees()
    {
        var strace = Requires.Program("strace");
        using var folder = new TempFolder();
        string[] command =
        [
            "/bin/sh",
            "-c",
            "ls -lR /usr/lib/os-release /etc/default | wc -l; grep -r nothing /etc/default | cat; kill -0 $$; exec stat /",
        ];
        using var recorder = EbpfRecorderTests.Start();
        var (result, _) = await FilteredProcess.RunAsync(recorder.ScopeFolder, FilterCode.AllowAll, command);
        Assert.Equal(0, result.ExitCode);
        var recorded = recorder.Read().Calls.Where(call => call is { ByRuntime: false, Abi: SyscallAbi.X8664 }).Select(call => call.Name);

        var request = new ProcessRequest
        {
            Program = strace,
            Arguments = ["-f", "-qq", "-o", folder["trace"], .. command],
            TimeLimit = TimeSpan.FromMinutes(1),
        };
        (await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken)).EnsureSuccess(request);
        var traced = (await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken))
            .Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries)[1].TrimStart())
            .Where(line => char.IsAsciiLetter(line[0]))
            .Select(line => line.Split('(')[0])
            .Distinct();
        Assert.Equal(traced.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }

    private static async Task<SeccompProfile> LearnAsync(RawProgram program)
    {
        using var recorder = EbpfRecorderTests.Start();
        var builder = new EvidenceBuilder(Samples.Subject with { Libc = "none" }, recorder.BackEnd);
        await using (var container = await RawContainer.StartAsync(LearningProfile.Json, recorder.CgroupParent))
        {
            await container.ExecAsync(program);
            builder.EndStep("exec", "serving", recorder.Read());
        }

        builder.EndStep("stop", "shutdown", recorder.Read());
        var result = ProfileSynthesizer.Synthesize(builder.Build(), RuntimeNeeds.AllSites, SeccompPolicy.Default);
        Assert.Empty(result.Violations);
        return result.Profile;
    }
}
