namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>Where the running kernel keeps what the programs read: byte offsets and type ids.</summary>
internal sealed record KernelLayout
{
    private static readonly string[] NativeArguments = ["di", "si", "dx", "r10", "r8", "r9"];
    private static readonly string[] CompatArguments = ["bx", "cx", "dx", "si", "di", "bp"];

    public required int TaskSeccompMode { get; init; }
    public required int TaskStatus { get; init; }
    public required int TaskCgroups { get; init; }
    public required int TaskLeader { get; init; }
    public required int TaskName { get; init; }
    public required int TaskExitCode { get; init; }
    public required int TaskSignal { get; init; }

    /// <summary>When it was born: ns of the clock that counts from the boot, sleep included.</summary>
    public required int TaskStart { get; init; }
    public required int SignalFlags { get; init; }

    /// <summary>In css_set: the subsystem's state (cgroup v1), or null on v2.</summary>
    public required int? CssSetSubsystem { get; init; }
    public required int CssSetDefaultCgroup { get; init; }
    public required int CssCgroup { get; init; }

    /// <summary>In cgroup: the parent's css.</summary>
    public required int CgroupParentCss { get; init; }
    public required int CgroupKernfs { get; init; }
    public required int KernfsId { get; init; }
    public required int RegistersNumber { get; init; }
    public required IReadOnlyList<int> RegistersNative { get; init; }
    public required IReadOnlyList<int> RegistersCompat { get; init; }
    public required int EnterType { get; init; }
    public required int ExitType { get; init; }
    public required int ForkType { get; init; }
    public required int ExecType { get; init; }
    public required int TaskEndType { get; init; }

    /// <summary>Reads the layout.</summary>
    /// <param name="btf">The kernel's types.</param>
    /// <param name="subsystem">The cgroup v1 controller whose hierarchy holds the scope, or null for v2.</param>
    /// <exception cref="InvalidDataException">The kernel lacks one of them.</exception>
    public static KernelLayout Read(Btf btf, string? subsystem) =>
        new()
        {
            TaskSeccompMode = btf.OffsetOf("task_struct", "seccomp", "mode"),
            TaskStatus = btf.OffsetOf("task_struct", "thread_info", "status"),
            TaskCgroups = btf.OffsetOf("task_struct", "cgroups"),
            TaskLeader = btf.OffsetOf("task_struct", "group_leader"),
            TaskName = btf.OffsetOf("task_struct", "comm"),
            TaskExitCode = btf.OffsetOf("task_struct", "exit_code"),
            TaskSignal = btf.OffsetOf("task_struct", "signal"),
            TaskStart = btf.OffsetOf("task_struct", "start_boottime"),
            SignalFlags = btf.OffsetOf("signal_struct", "flags"),
            CssSetSubsystem = subsystem is null
                ? null
                : btf.OffsetOf("css_set", "subsys") + (sizeof(ulong) * btf.ValueOf("cgroup_subsys_id", subsystem + "_cgrp_id")),
            CssSetDefaultCgroup = btf.OffsetOf("css_set", "dfl_cgrp"),
            CssCgroup = btf.OffsetOf("cgroup_subsys_state", "cgroup"),
            CgroupParentCss = btf.OffsetOf("cgroup", "self", "parent"),
            CgroupKernfs = btf.OffsetOf("cgroup", "kn"),
            KernfsId = btf.OffsetOf("kernfs_node", "id"),
            RegistersNumber = btf.OffsetOf("pt_regs", "orig_ax"),
            RegistersNative = [.. NativeArguments.Select(name => btf.OffsetOf("pt_regs", name))],
            RegistersCompat = [.. CompatArguments.Select(name => btf.OffsetOf("pt_regs", name))],
            EnterType = btf.Find(BtfKind.Typedef, "btf_trace_sys_enter"),
            ExitType = btf.Find(BtfKind.Typedef, "btf_trace_sys_exit"),
            ForkType = btf.Find(BtfKind.Typedef, "btf_trace_sched_process_fork"),
            ExecType = btf.Find(BtfKind.Typedef, "btf_trace_sched_process_exec"),
            TaskEndType = btf.Find(BtfKind.Typedef, "btf_trace_sched_process_exit"),
        };
}
