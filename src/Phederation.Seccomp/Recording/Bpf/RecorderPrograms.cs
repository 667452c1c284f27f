using Microsoft.Win32.SafeHandles;
using static Phederation.Seccomp.Recording.Bpf.BpfRegister;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>
/// Writes the programs for the tracepoints of syscalls and of tasks. This part holds what they share. Saved6 is the
/// tracepoint's context, Saved7 the task, Saved8 what is being counted in, Saved9 the first word of its key (bit 8: runtime; low byte: ABI).
/// </summary>
internal sealed partial class RecorderPrograms(KernelLayout layout, RecorderMaps maps, CgroupScope scope)
{
    /// <summary>The done-with-it label of each program.</summary>
    private const string Out = "out";

    private const int FilterMode = 2;
    private const int CompatStatus = 2;
    private const int RuntimeWord = 1 << 8;
    private const int DeepestCgroup = 8;
    private const int OnlyNew = 1;
    private const int Exists = -17;

    // The stack, downwards from the frame.
    private const int Key = -32;
    private const int KeyNumber = Key + 4;
    private const int KeyValues = Key + 8;
    private const int NewTally = Key - Tally.Length;
    private const int Index = NewTally - 8;

    private readonly BpfAssembler _code = new();

    private void Begin(bool taskIsArgument)
    {
        _code.Move(Saved6, Arg1);
        if (taskIsArgument)
        {
            _code.Load64(Saved7, Saved6, 0);
        }
        else
        {
            _code.Call(BpfHelper.CurrentTask);
            _code.Move(Saved7, Result);
        }
    }

    private ulong[] End()
    {
        _code.Label(Out);
        _code.Move(Result, 0);
        _code.Exit();
        return _code.Assemble();
    }

    /// <summary>Leaves unless a filter judges the task's calls.</summary>
    private void RequireFilter()
    {
        _code.Load32(Arg1, Saved7, layout.TaskSeccompMode);
        // Above it is the mode of a task that its filter has just killed (SECCOMP_MODE_DEAD).
        _code.JumpIfBelow(Arg1, FilterMode, Out);
    }

    /// <summary>Leaves unless the task's cgroup or one of its ancestors is the scope.</summary>
    private void RequireScope()
    {
        var inside = _code.NewLabel("inside");
        _code.Load64(Arg1, Saved7, layout.TaskCgroups);
        if (layout.CssSetSubsystem is { } subsystem)
        {
            _code.Load64(Arg1, Arg1, subsystem);
            _code.Load64(Arg1, Arg1, layout.CssCgroup);
        }
        else
        {
            _code.Load64(Arg1, Arg1, layout.CssSetDefaultCgroup);
        }

        _code.Move64(Arg2, scope.Id);
        for (var level = 0; level < DeepestCgroup; level++)
        {
            // Above the root the pointers are null; such a load gives 0, which is no cgroup's id.
            _code.Load64(Arg3, Arg1, layout.CgroupKernfs);
            _code.Load64(Arg3, Arg3, layout.KernfsId);
            _code.JumpIfEqual(Arg3, Arg2, inside);
            _code.Load64(Arg1, Arg1, layout.CgroupParentCss);
            _code.Load64(Arg1, Arg1, layout.CssCgroup);
        }

        _code.Jump(Out);
        _code.Label(inside);
    }

    /// <summary>Result = the task's state, or 0.</summary>
    private void FindState(bool create)
    {
        _code.MoveMap(Arg1, BpfSystem.Descriptor(maps.Tasks));
        _code.Move(Arg2, Saved7);
        _code.Move(Arg3, 0);
        _code.Move(Arg4, create ? 1 : 0);
        _code.Call(BpfHelper.TaskStorage);
    }

    /// <summary>
    /// From the number in Saved8 and the task's state in Saved9: the number loses the bit of x32, Saved9 becomes the key's first word, both
    /// are written to the key.
    /// </summary>
    private void WriteCallKey()
    {
        var (resolved, program) = (_code.NewLabel("abi"), _code.NewLabel("program"));
        _code.Move(Arg2, Saved9);
        _code.Load32(Arg1, Saved7, layout.TaskStatus);
        _code.And(Arg1, CompatStatus);
        _code.Move(Saved9, (int)SyscallAbi.I386);
        _code.JumpIfNotEqual(Arg1, 0, resolved);
        _code.Move(Saved9, (int)SyscallAbi.X8664);
        _code.JumpIfAnySet(Saved8, int.MinValue, resolved);
        _code.Move(Arg1, Saved8);
        _code.And(Arg1, (int)SyscallAbis.X32Bit);
        _code.JumpIfEqual(Arg1, 0, resolved);
        _code.Move(Saved9, (int)SyscallAbi.X32);
        _code.And(Saved8, ~(int)SyscallAbis.X32Bit);
        _code.Label(resolved);

        _code.And(Arg2, (int)TaskState.Runtime);
        _code.JumpIfEqual(Arg2, 0, program);
        _code.Or(Saved9, RuntimeWord);
        _code.Label(program);
        _code.Store32(Frame, Key, Saved9);
        _code.Store32(Frame, KeyNumber, Saved8);
    }

    /// <summary>Adds one to the tally of the key on the stack, making it with this task as the witness when it is new.</summary>
    private void CountKey(SafeFileHandle map, Loss loss)
    {
        var (found, lost, done) = (_code.NewLabel("found"), _code.NewLabel("lost"), _code.NewLabel("counted"));
        FindKey(map);
        _code.JumpIfNotEqual(Result, 0, found);

        _code.Store64(Frame, NewTally + Tally.Count, 1);
        _code.Store64(Frame, NewTally + Tally.Ready, 0);
        WriteWitness(Frame, NewTally);
        _code.MoveMap(Arg1, BpfSystem.Descriptor(map));
        PointAt(Arg2, Key);
        PointAt(Arg3, NewTally);
        _code.Move(Arg4, OnlyNew);
        _code.Call(BpfHelper.MapUpdate);
        _code.JumpIfEqual(Result, 0, done);
        _code.JumpIfNotEqual(Result, Exists, lost);

        // Another processor was quicker.
        FindKey(map);
        _code.JumpIfNotEqual(Result, 0, found);
        _code.Label(lost);
        CountLoss(loss);
        _code.Jump(done);

        _code.Label(found);
        _code.Move(Arg1, 1);
        _code.AtomicAdd64(Result, Tally.Count, Arg1);
        _code.Label(done);
    }

    /// <summary>Fills a tally (all but its count) with the running task.</summary>
    private void WriteWitness(BpfRegister tally, int offset)
    {
        _code.Call(BpfHelper.MonotonicNanoseconds);
        _code.Store64(tally, offset + Tally.Nanoseconds, Result);
        _code.Call(BpfHelper.CurrentProcessThreadId);
        _code.Store32(tally, offset + Tally.ThreadId, Result);
        _code.ShiftRight(Result, 32);
        _code.Store32(tally, offset + Tally.ProcessId, Result);

        _code.Move(Arg1, tally);
        _code.Add(Arg1, offset + Tally.Thread);
        _code.Move(Arg2, Tally.NameLength);
        _code.Call(BpfHelper.CurrentName);

        // The process goes by the name of its first thread. A failed read leaves zeroes.
        _code.Load64(Arg3, Saved7, layout.TaskLeader);
        _code.Add(Arg3, layout.TaskName);
        _code.Move(Arg1, tally);
        _code.Add(Arg1, offset + Tally.Process);
        _code.Move(Arg2, Tally.NameLength);
        _code.Call(BpfHelper.ReadKernel);
        _code.Store32(tally, offset + Tally.Ready, 1);
    }

    /// <summary>Arg1 = the setting.</summary>
    private void LoadSetting(Setting setting)
    {
        _code.Store32(Frame, Index, (int)setting);
        PointAt(Arg2, Index);
        _code.MoveMap(Arg1, BpfSystem.Descriptor(maps.Settings));
        _code.Call(BpfHelper.MapLookup);
        _code.JumpIfEqual(Result, 0, Out);
        _code.Load64(Arg1, Result, 0);
    }

    private void CountLoss(Loss loss)
    {
        var done = _code.NewLabel("loss");
        _code.Store32(Frame, Index, (int)loss);
        PointAt(Arg2, Index);
        _code.MoveMap(Arg1, BpfSystem.Descriptor(maps.Losses));
        _code.Call(BpfHelper.MapLookup);
        _code.JumpIfEqual(Result, 0, done);
        _code.Move(Arg1, 1);
        _code.AtomicAdd64(Result, 0, Arg1);
        _code.Label(done);
    }

    private void FindKey(SafeFileHandle map)
    {
        _code.MoveMap(Arg1, BpfSystem.Descriptor(map));
        PointAt(Arg2, Key);
        _code.Call(BpfHelper.MapLookup);
    }

    private void PointAt(BpfRegister register, int stack)
    {
        _code.Move(register, Frame);
        _code.Add(register, stack);
    }
}
