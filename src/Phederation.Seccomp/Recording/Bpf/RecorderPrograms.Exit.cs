using static Phederation.Seccomp.Recording.Bpf.BpfRegister;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>A call that returns without having passed the filter was denied by it.</summary>
internal sealed partial class RecorderPrograms
{
    private const int ContextReturn = 8;
    private const int LargestErrno = 4095;
    private const int Sigsys = 31;
    private const int GroupExit = 4;

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
        _code.Store64(Saved8, 0, Saved9);
        _code.Jump(Out);

        // What a new task returns from is the load of its filter, or a call from before it came here: no denial.
        _code.Label("new");
        AdoptTask("adopted");
        _code.Label("adopted");
        return End();
    }

    /// <summary>The program for sched_process_exit(task). Each instance writes one program.</summary>
    public ulong[] TaskEnd()
    {
        // A thread that the filter kills alone (a call of an unlisted ABI) never returns from its call: it is seen here.
        Begin(taskIsArgument: true);
        _code.Load32(Arg1, Saved7, layout.TaskExitCode);
        _code.JumpIfNotEqual(Arg1, Sigsys, Out);
        FindState(create: false);
        _code.JumpIfEqual(Result, 0, Out);
        _code.Load64(Saved9, Result, 0);
        _code.JumpIfAnySet(Saved9, (int)TaskState.KillCounted, Out);

        // The other threads of a killed process end with the same code, by the group's exit.
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

    /// <summary>In Saved8 the state, in Saved9 its bits: goes to "returned" with both if the return is no denial.</summary>
    private void CountDenial()
    {
        _code.Load64(Arg1, Saved6, ContextReturn);
        _code.Load64(Arg2, Saved6, ContextRegisters);
        _code.Load64(Arg2, Arg2, layout.RegistersNumber);
        _code.Truncate32(Arg2);

        // A kill rolls the registers back, so that the call seems to return its own number. A new task's first return is 0.
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
        WriteCallKey();
        _code.Store32(Frame, KeyValues + sizeof(uint), 0);
        CountKey(maps.Denials, Loss.Denials);
    }
}
