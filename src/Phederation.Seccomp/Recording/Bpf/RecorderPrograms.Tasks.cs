using static Phederation.Seccomp.Recording.Bpf.BpfRegister;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>
/// Which tasks are recorded, and as whose. A task that shows up in the scope by itself has just loaded its filter: it is the container
/// runtime's, until it execs the container's program. Those which are older than the recorder are the container's. All others are born of
/// recorded ones.
/// </summary>
internal sealed partial class RecorderPrograms
{
    private const int ContextChild = 8;

    /// <summary>The program for sched_process_fork(parent, child). Each instance writes one program.</summary>
    public ulong[] Fork()
    {
        Begin(taskIsArgument: true);
        RequireFilter();
        FindState(create: false);
        _code.JumpIfNotEqual(Result, 0, "parent");

        // It was inside this call when the recorder came.
        AdoptTask("parent");
        _code.Label("parent");
        _code.Load64(Saved8, Result, 0);
        _code.And(Saved8, (int)TaskState.Runtime);

        _code.Load64(Saved7, Saved6, ContextChild);
        FindState(create: true);
        _code.JumpIfNotEqual(Result, 0, "created");
        CountLoss(Loss.Tasks);
        _code.Jump(Out);
        _code.Label("created");
        _code.Store64(Result, 0, Saved8);
        return End();
    }

    /// <summary>The program for sched_process_exec(task), which is only reached by an exec that succeeds. Each instance writes one program.</summary>
    public ulong[] Exec()
    {
        Begin(taskIsArgument: true);
        FindState(create: false);
        _code.JumpIfEqual(Result, 0, Out);
        _code.Load64(Arg1, Result, 0);
        _code.And(Arg1, ~(int)TaskState.Runtime);
        _code.Store64(Result, 0, Arg1);
        return End();
    }

    /// <summary>
    /// Takes the task in, as the runtime's unless it is older than the recorder, with Result = its state at the label; leaves if it is out of scope.
    /// </summary>
    private void AdoptTask(string adopted)
    {
        RequireScope();
        LoadSetting(Setting.Begin);
        _code.Move(Saved9, Arg1);
        FindState(create: true);
        var created = _code.NewLabel("created");
        _code.JumpIfNotEqual(Result, 0, created);
        CountLoss(Loss.Tasks);
        _code.Jump(Out);
        _code.Label(created);
        _code.Store64(Result, 0, (int)TaskState.None);
        _code.Load64(Arg1, Saved7, layout.TaskStart);
        _code.JumpIfBelow(Arg1, Saved9, adopted);
        _code.Store64(Result, 0, (int)TaskState.Runtime);
        _code.Jump(adopted);
    }
}
