using static Phederation.Seccomp.Recording.Bpf.BpfRegister;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>A call that returns without having passed the filter was denied by it.</summary>
internal sealed partial class RecorderPrograms
{
    private const int ContextReturn = 8;
    private const int LargestErrno = 4095;
    private const int Sigsys = 31;
    private const int GroupExit = 4;

    // The numbers by which a new task comes to life (x86-64: clone, fork, vfork, clone3; i386 differs), and those of exec.
    private static readonly string[] Births = ["clone", "fork", "vfork", "clone3"];
    private static readonly string[] Execs = ["execve", "execveat"];

    /// <summary>The program for sys_exit(registers, return value). Each instance writes one program.</summary>
    public ulong[] Exit()
    {
        Begin(taskIsArgument: false);
        RequireFilter();
        FindState(create: false);
        _code.JumpIfEqual(Result, 0, "new");

        _code.Move(Saved8, Result);
        _code.Load64(Saved9, Saved8, 0);
        _code.JumpIfAnySet(Saved9, (int)TaskState.InCall, "returned");
        CountDenial();

        _code.Label("returned");
        _code.And(Saved9, ~(int)TaskState.InCall);
        _code.JumpIfAnySet(Saved9, (int)TaskState.Runtime, "runtime");
        _code.Store64(Saved8, 0, Saved9);
        _code.Jump(Out);

        // The runtime ends, and the container's program begins, with the first exec that succeeds.
        _code.Label("runtime");
        _code.Load64(Arg1, Saved6, ContextReturn);
        _code.JumpIfNotEqual(Arg1, 0, "stays");
        LoadNumber(Arg2);
        JumpIfNumber(Arg2, SyscallAbi.X8664, Execs, "exec");
        _code.Label("stays");
        _code.Store64(Saved8, 0, Saved9);
        _code.Jump(Out);
        _code.Label("exec");
        _code.And(Saved9, ~(int)TaskState.Runtime);
        _code.Store64(Saved8, 0, Saved9);
        _code.Jump(Out);

        _code.Label("new");
        RememberTask();
        return End();
    }

    /// <summary>The program for sched_process_exit(task). Each instance writes one program.</summary>
    public ulong[] ProcessExit()
    {
        // A thread that the filter kills alone (a call of an unlisted ABI) never returns from its call: it is seen here.
        Begin(taskIsArgument: true);
        _code.Load32(Arg1, Saved7, layout.TaskExitCode);
        _code.JumpIfNotEqual(Arg1, Sigsys, Out);
        FindState(create: false);
        _code.JumpIfEqual(Result, 0, Out);
        _code.Load64(Saved9, Result, 0);
        _code.JumpIfAnySet(Saved9, (int)TaskState.KillCounted, Out);
        _code.Load64(Arg1, Saved7, layout.TaskSignal);
        _code.Load32(Arg1, Arg1, layout.SignalFlags);
        _code.JumpIfAnySet(Arg1, GroupExit, Out);
        _code.Move(Arg1, Saved7);
        _code.Call(BpfHelper.TaskRegisters);
        _code.Load64(Saved8, Result, layout.RegistersNumber);
        _code.Truncate32(Saved8);
        _code.Store32(Frame, KeyValues, 0);
        CountDenialKey();
        return End();
    }

    /// <summary>First event of a task that is not a call: it was just born, or it just loaded the filter and is the runtime.</summary>
    private void RememberTask()
    {
        RequireScope();
        FindState(create: true);
        _code.JumpIfNotEqual(Result, 0, "created");
        CountLoss(Loss.Tasks);
        _code.Jump(Out);

        _code.Label("created");
        _code.Move(Saved8, Result);
        _code.Load64(Arg1, Saved6, ContextReturn);
        _code.JumpIfNotEqual(Arg1, 0, "loader");
        LoadNumber(Arg2);
        _code.Load32(Arg1, Saved7, layout.TaskStatus);
        _code.And(Arg1, CompatStatus);
        _code.JumpIfNotEqual(Arg1, 0, "compat");
        _code.And(Arg2, WithoutX32Bit);
        JumpIfNumber(Arg2, SyscallAbi.X8664, Births, "born");
        _code.Jump("loader");
        _code.Label("compat");
        JumpIfNumber(Arg2, SyscallAbi.I386, Births, "born");

        _code.Label("loader");
        _code.Store64(Saved8, 0, (int)TaskState.Runtime);
        _code.Jump(Out);

        // A thread that the runtime starts has the runtime's name until the exec ends it.
        _code.Label("born");
        PointAt(Arg1, Name);
        _code.Move(Arg2, Tally.NameLength);
        _code.Call(BpfHelper.CurrentName);
        _code.Load64(Arg1, Frame, Name);
        _code.Move64(Arg2, BitConverter.ToUInt64("runc:[2:"u8));
        _code.JumpIfEqual(Arg1, Arg2, "loader2");
        _code.Jump(Out);
        _code.Label("loader2");
        _code.Store64(Saved8, 0, (int)TaskState.Runtime);
        _code.Jump(Out);
    }

    /// <summary>In Saved8 the state, in Saved9 its bits: counts the denial if the return is one; both survive.</summary>
    private void CountDenial()
    {
        _code.Load64(Arg1, Saved6, ContextReturn);
        LoadNumber(Arg2);

        // A kill rolls the registers back, so that the call seems to return its own number.
        _code.JumpIfEqual(Arg1, Arg2, "killed");
        _code.JumpIfSignedAtLeast(Arg1, 0, "returned");
        _code.JumpIfSignedLess(Arg1, -LargestErrno, "returned");
        _code.Negate(Arg1);
        _code.Store32(Frame, KeyValues, Arg1);
        _code.Jump("denied");
        _code.Label("killed");
        _code.Or(Saved9, (int)TaskState.KillCounted);
        _code.Store32(Frame, KeyValues, 0);

        _code.Label("denied");
        _code.Store64(Saved8, 0, Saved9);
        _code.Move(Saved8, Arg2);
        CountDenialKey();
        _code.Jump(Out);
    }

    /// <summary>In Saved8 the number, in Saved9 the task's state, in the key's first value the errno.</summary>
    private void CountDenialKey()
    {
        _code.And(Saved9, (int)TaskState.Runtime);
        _code.Store64(Frame, Index, Saved9);
        ResolveAbi();
        _code.Load64(Arg2, Frame, Index);
        _code.JumpIfEqual(Arg2, 0, "program");
        _code.Or(Saved9, RuntimeWord);
        _code.Label("program");
        _code.Store32(Frame, Key, Saved9);
        _code.Store32(Frame, KeyNumber, Saved8);
        _code.Store32(Frame, KeyValues + sizeof(uint), 0);
        CountKey(maps.Denials, Loss.Denials);
    }

    private void LoadNumber(BpfRegister register)
    {
        _code.Load64(register, Saved6, 0);
        _code.Load64(register, register, layout.RegistersNumber);
        _code.Truncate32(register);
    }

    private void JumpIfNumber(BpfRegister register, SyscallAbi abi, IEnumerable<string> names, string label)
    {
        foreach (var name in names)
        {
            _code.JumpIfEqual(register, (int)SyscallTable.For(abi).NumberOf(name)!.Value, label);
        }
    }
}
