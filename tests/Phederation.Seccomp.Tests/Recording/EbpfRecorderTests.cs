using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Tests.Support;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Recording;

public sealed class EbpfRecorderTests
{
    private const uint NotPermitted = 1;

    [Fact]
    public async Task Recorder_of_a_program_without_libc_sees_exactly_its_calls()
    {
        var program = new RawProgram()
            .Call("getppid")
            .Call("sysinfo", 0)
            .Call("mincore", 0, 0, 0)
            .Call("sched_get_priority_max", 99)
            .Call("file_getattr", 0, 0, 0, 0, 0)
            .Repeat(1000, "getpgrp")
            .Call("getppid");
        var (snapshot, answers) = await RecordAsync(FilterCode.AllowAll, program);

        Assert.Equal(
            [
                "exit_group 1",
                "file_getattr 1",
                "getpgrp 1000",
                "getppid 2",
                "mincore 1",
                "sched_get_priority_max 1",
                "sysinfo 1",
                "write 1",
            ],
            Program(snapshot)
        );
        Assert.Equal(6, answers.Length);
        Assert.Empty(snapshot.Denials);
        Assert.All(snapshot.Calls.Where(call => !call.ByRuntime), call => Assert.Equal("raw", call.First.Process));
        Assert.All(snapshot.Calls.Where(call => call.ByRuntime), call => Assert.Equal("perl", call.First.Process));
        Assert.Contains(snapshot.Calls, call => call is { ByRuntime: true, Name: "execve", Count: 1 });
        Assert.Equal(snapshot.Calls.Single(call => call.Name == "write").First.ProcessId, snapshot.Calls[0].First.ThreadId);
    }

    [Theory]
    [InlineData(NotPermitted)]
    [InlineData(38u)]
    [InlineData(97u)]
    public async Task Recorder_under_a_filter_counts_denials_with_their_errno(uint errno)
    {
        var program = new RawProgram().Call("getppid").Call("socket", 38, 1, 0).Call("getppid").Call("getpid");
        var (snapshot, answers) = await RecordAsync(FilterCode.Deny("getppid", FilterCode.Errno(errno)), program);

        Assert.Equal(-errno, answers[0]);
        var denial = Assert.Single(snapshot.Denials);
        Assert.Equal(("getppid", (int)errno, 2UL), (denial.Name, denial.Errno, denial.Count));
        Assert.Equal(("raw", "raw"), (denial.First.Process, denial.First.Thread));
        Assert.DoesNotContain("getppid", snapshot.Calls.Select(call => call.Name));
        Assert.Contains("getpid 1", Program(snapshot));
    }

    [Fact]
    public async Task Recorder_of_a_call_that_fails_by_itself_sees_no_denial()
    {
        // EPERM, ENOSYS and EAGAIN of the kernel, forks, and a call of a number that is the same as its answer.
        var program = new RawProgram()
            .Call("clock_settime", 999, 0)
            .Call(1_000_000)
            .Call("read", 99, 0, 0)
            .Call("dup2", 1, 110)
            .Fork(child => child.Call("getppid"))
            .Call("wait4", ulong.MaxValue, 0, 0, 0)
            .Call("setuid", 0);
        var (snapshot, _) = await RecordAsync(FilterCode.AllowAll, program);
        Assert.Empty(snapshot.Denials);
        Assert.Contains("#1000000 1", Program(snapshot));
    }

    [Theory]
    [InlineData(FilterCode.KillProcess)]
    [InlineData(FilterCode.KillThread)]
    [InlineData(FilterCode.Trap)]
    public async Task Recorder_of_a_filter_that_kills_names_the_call(uint verdict)
    {
        var (snapshot, result) = await RecordRawAsync(FilterCode.Deny("getppid", verdict), new RawProgram().Call("getpid").Call("getppid"));
        Assert.NotEqual(0, result);
        var denial = Assert.Single(snapshot.Denials);
        Assert.Equal(("getppid", true, 1UL), (denial.Name, denial.IsKill, denial.Count));
        Assert.DoesNotContain("exit_group 1", Program(snapshot));
    }

    [Fact]
    public async Task Recorder_of_a_thread_that_is_killed_alone_names_the_call()
    {
        var program = new RawProgram().Thread(thread => thread.Call("getppid")).Call("poll", 0, 0, 300).Call("getuid");
        var (snapshot, answers) = await RecordAsync(FilterCode.Deny("getppid", FilterCode.KillThread), program);
        Assert.Equal(2, answers.Length);
        var denial = Assert.Single(snapshot.Denials);
        Assert.Equal(("getppid", true, 1UL), (denial.Name, denial.IsKill, denial.Count));
        Assert.NotEqual(denial.First.ProcessId, denial.First.ThreadId);
    }

    [Fact]
    public async Task Recorder_tells_the_abis_apart()
    {
        await Calls32.RequireAsync();
        const uint x32GetPid = SyscallAbis.X32Bit + 39;
        var (snapshot, _) = await RecordAsync(FilterCode.AllowAll, new RawProgram().Call32("getpid").Call(x32GetPid).Call("getpid"));
        Assert.Equal(
            [SyscallAbi.X8664, SyscallAbi.I386, SyscallAbi.X32],
            snapshot.Calls.Where(call => call is { Name: "getpid", ByRuntime: false, Count: 1 }).Select(call => call.Abi)
        );
        Assert.DoesNotContain(snapshot.Calls, call => call.Name == "writev");
    }

    [Fact]
    public async Task Recorder_keeps_the_selected_arguments_and_masks_the_others()
    {
        await Calls32.RequireAsync();
        var program = new RawProgram()
            .Call("socket", 1, 2, 0)
            .Call("socket", 38, 5, 0)
            .Call("socket", 1 | (1UL << 40), 2, 0)
            .Call("prctl", 15, 0x80_0000)
            .Call("fcntl", 1, 3, 77)
            .Call("personality", 0xffff_ffff)
            .Call32("socketcall", 1, 0x80_0000);
        var (snapshot, _) = await RecordAsync(FilterCode.AllowAll, program);
        Assert.Equal(
            [
                "X8664 socket 1 2 0 x2",
                "X8664 socket 38 5 0 x1",
                "X8664 fcntl 3 x1",
                "X8664 personality 4294967295 x1",
                "X8664 prctl 15 x1",
                "I386 socketcall 1 x1",
            ],
            snapshot
                .Arguments.Where(argument => !argument.ByRuntime)
                .Select(argument => $"{argument.Abi} {argument.Name} {string.Join(' ', argument.Values)} x{argument.Count}")
        );
    }

    [Fact]
    public async Task Recorder_of_processes_at_once_loses_no_call()
    {
        const int children = 8;
        const int calls = 50_000;
        var program = new RawProgram();
        for (var child = 0; child < children; child++)
        {
            program.Fork(forked => forked.Repeat(calls, "getppid").Repeat(calls, "socket", 999, 1, 0));
        }

        program.Repeat(children, "wait4", ulong.MaxValue, 0, 0, 0);
        var (snapshot, _) = await RecordAsync(FilterCode.AllowAll, program);
        Assert.Equal(
            [
                $"exit_group {children + 1}",
                $"fork {children}",
                $"getppid {children * calls}",
                $"socket {children * calls}",
                $"wait4 {children}",
                "write 1",
            ],
            Program(snapshot)
        );
        Assert.Equal((ulong)(children * calls), snapshot.Arguments.Single(argument => argument.Name == "socket").Count);
    }

    [Fact]
    public async Task Recorder_of_a_fork_storm_counts_every_birth_and_end()
    {
        const int storm = 400;
        var program = new RawProgram();
        for (var child = 0; child < storm; child++)
        {
            program.Fork(forked => forked.Call("getppid"));
        }

        program.Repeat(storm, "wait4", ulong.MaxValue, 0, 0, 0);
        var (snapshot, _) = await RecordAsync(FilterCode.Deny("getppid", FilterCode.Errno(NotPermitted)), program);
        Assert.Equal([$"exit_group {storm + 1}", $"fork {storm}", $"wait4 {storm}", "write 1"], Program(snapshot));
        Assert.Equal((ulong)storm, Assert.Single(snapshot.Denials).Count);
    }

    [Fact]
    public async Task Recorder_sees_nothing_outside_its_scope_or_without_a_filter()
    {
        using var recorder = Start();
        var program = new RawProgram().Call("getppid");
        await FilteredProcess.RunAsync(scope: null, FilterCode.AllowAll, program);
        await FilteredProcess.RunAsync(recorder.ScopeFolder, filter: null, program);
        var snapshot = recorder.Read();
        Assert.Empty(snapshot.Calls);
        Assert.False(snapshot.Losses.Any);
    }

    [Fact]
    public async Task Recorders_at_once_see_their_own_scope_only()
    {
        using var first = Start();
        using var second = Start();
        await FilteredProcess.RunAsync(first.ScopeFolder, FilterCode.AllowAll, new RawProgram().Call("getppid"));
        await FilteredProcess.RunAsync(second.ScopeFolder, FilterCode.AllowAll, new RawProgram().Call("getuid"));
        Assert.Equal(["exit_group 1", "getppid 1", "write 1"], Program(first.Read()));
        Assert.Equal(["exit_group 1", "getuid 1", "write 1"], Program(second.Read()));
    }

    [Fact]
    public async Task Recorder_sees_cgroups_below_its_scope_and_adds_up_over_reads()
    {
        using var recorder = Start();
        var inner = Path.Combine(recorder.ScopeFolder, "container");
        Directory.CreateDirectory(inner);
        try
        {
            for (var run = 1; run <= 3; run++)
            {
                await FilteredProcess.RunAsync(inner, FilterCode.AllowAll, new RawProgram().Call("getppid"));
                Assert.Equal([$"exit_group {run}", $"getppid {run}", $"write {run}"], Program(recorder.Read()));
            }
        }
        finally
        {
            RemoveCgroup(inner);
        }
    }

    [Fact]
    public async Task Recorder_on_the_unified_hierarchy_sees_the_same()
    {
        Requires.Root();
        Assert.SkipUnless(
            CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo")).Any(mount => mount.Controllers is null),
            "the cgroup v2 hierarchy is not mounted"
        );
        using var recorder = EbpfRecorder.Start(new EbpfRecorderOptions { Cgroups = new EngineCgroups(2, "systemd") });
        Assert.EndsWith(".slice", recorder.CgroupParent, StringComparison.Ordinal);
        Assert.DoesNotContain('-', recorder.CgroupParent);
        await FilteredProcess.RunAsync(recorder.ScopeFolder, FilterCode.AllowAll, new RawProgram().Call("getppid"));
        Assert.Equal(["exit_group 1", "getppid 1", "write 1"], Program(recorder.Read()));
    }

    [Fact]
    public async Task Recorder_whose_tables_are_full_counts_the_losses()
    {
        Requires.Root();
        using var recorder = EbpfRecorder.Start(new EbpfRecorderOptions { ArgumentCapacity = 4, UnassignedCapacity = 2 });
        var program = new RawProgram();
        for (uint value = 0; value < 50; value++)
        {
            program.Call("personality", value << 8).Call(5000 + value);
        }

        await FilteredProcess.RunAsync(recorder.ScopeFolder, FilterCode.AllowAll, program);
        var snapshot = recorder.Read();
        Assert.True(snapshot.Losses.Any);
        Assert.Equal(50UL, snapshot.Losses.Arguments + (ulong)snapshot.Arguments.Count);
        Assert.Equal(50UL, snapshot.Losses.Calls + (ulong)snapshot.Calls.Count(call => call.Number >= 5000));
    }

    [Fact]
    public async Task Recorder_without_denials_still_tells_program_and_runtime_apart()
    {
        Requires.Root();
        using var recorder = EbpfRecorder.Start(new EbpfRecorderOptions { WatchDenials = false });
        await FilteredProcess.RunAsync(recorder.ScopeFolder, FilterCode.AllowAll, new RawProgram().Call("getppid"));
        var snapshot = recorder.Read();
        Assert.Equal(["exit_group 1", "getppid 1", "write 1"], Program(snapshot));
        Assert.Contains(snapshot.Calls, call => call is { ByRuntime: true, Name: "execve", Count: 1 });
    }

    [Fact]
    public void Recorder_that_ends_removes_its_cgroup_and_refuses_to_be_read()
    {
        var recorder = Start();
        var folder = recorder.ScopeFolder;
        Assert.True(Directory.Exists(folder));
        recorder.Dispose();
        recorder.Dispose();
        Assert.False(Directory.Exists(folder));
        Assert.Throws<ObjectDisposedException>(recorder.Read);
    }

    [Fact]
    public void Leftover_of_a_killed_recorder_is_removed_by_the_next()
    {
        using var recorder = Start();
        var hierarchy = Path.GetDirectoryName(recorder.ScopeFolder)!;
        var leftover = Path.Combine(hierarchy, "phederation-trace-4194305-0");
        Directory.CreateDirectory(leftover);
        using var next = Start();
        Assert.False(Directory.Exists(leftover));
        Assert.True(Directory.Exists(recorder.ScopeFolder));
    }

    internal static IReadOnlyList<string> Program(RecorderSnapshot snapshot) =>
        [.. snapshot.Calls.Where(call => !call.ByRuntime).Select(call => $"{call.Name} {call.Count}").Order(StringComparer.Ordinal)];

    internal static EbpfRecorder Start()
    {
        Requires.Root();
        return EbpfRecorder.Start();
    }

    private static void RemoveCgroup(string folder) => Assert.Equal(0, NativeMethods.RemoveFolder(folder));

    private static async Task<(RecorderSnapshot Snapshot, long[] Answers)> RecordAsync(string filter, RawProgram program)
    {
        using var recorder = Start();
        var answers = await FilteredProcess.RunAsync(recorder.ScopeFolder, filter, program);
        var snapshot = recorder.Read();
        Assert.False(snapshot.Losses.Any, snapshot.Losses.ToString());
        return (snapshot, answers);
    }

    private static async Task<(RecorderSnapshot Snapshot, int ExitCode)> RecordRawAsync(string filter, RawProgram program)
    {
        using var recorder = Start();
        using var folder = new TempFolder();
        program.Save(folder["raw"]);
        var (result, _) = await FilteredProcess.RunAsync(recorder.ScopeFolder, filter, folder["raw"]);
        return (recorder.Read(), result.ExitCode);
    }
}
