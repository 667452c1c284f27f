using static Phederation.Seccomp.Recording.Bpf.BpfRegister;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The call passed the filter: count it and its arguments.</summary>
internal sealed partial class RecorderPrograms
{
    private const int ContextRegisters = 0;
    private const int ContextNumber = 8;

    /// <summary>The program for sys_enter(registers, number). Each instance writes one program.</summary>
    public ulong[] Enter()
    {
        Begin(taskIsArgument: false);
        RequireFilter();
        FindState(create: false);
        _code.JumpIfNotEqual(Result, 0, "known");
        AdoptTask("known");

        _code.Label("known");
        _code.Load64(Saved9, Result, 0);
        _code.Or(Saved9, (int)TaskState.InCall);
        _code.Store64(Result, 0, Saved9);
        _code.Load64(Saved8, Saved6, ContextNumber);
        _code.Truncate32(Saved8);
        WriteCallKey();
        _code.JumpIfAtLeast(Saved8, CallSlots.NumbersPerAbi, "unassigned");
        CountServing();
        CountSlot();
        CountArguments();
        _code.Jump(Out);

        _code.Label("unassigned");
        CountKey(maps.Unassigned, Loss.Calls);
        return End();
    }

    /// <summary>Counts what a program of the container calls while the service serves; the word is in Saved9, the number in Saved8.</summary>
    private void CountServing()
    {
        _code.JumpIfAnySet(Saved9, RuntimeWord, "starting");
        LoadSetting(Setting.IsServing);
        _code.JumpIfEqual(Arg1, 0, "starting");
        _code.Move(Arg1, Saved9);
        _code.Multiply(Arg1, CallSlots.NumbersPerAbi);
        _code.Add(Arg1, Saved8);
        _code.Store32(Frame, Index, Arg1);
        PointAt(Arg2, Index);
        _code.MoveMap(Arg1, BpfSystem.Descriptor(maps.Serving));
        _code.Call(BpfHelper.MapLookup);
        _code.JumpIfEqual(Result, 0, "starting");
        _code.Move(Arg1, 1);
        _code.AtomicAdd64(Result, 0, Arg1);
        _code.Label("starting");
    }

    /// <summary>Saved8 = the call's slot, counted; leaves for good when its arguments are not recorded.</summary>
    private void CountSlot()
    {
        // Index = ((runtime * Abis) + abi) * NumbersPerAbi + number; the word is runtime << 8 | abi.
        _code.Move(Arg1, Saved9);
        _code.ShiftRight(Arg1, 8);
        _code.Multiply(Arg1, CallSlots.Abis);
        _code.Move(Arg2, Saved9);
        _code.And(Arg2, 0xff);
        _code.Add(Arg1, Arg2);
        _code.Multiply(Arg1, CallSlots.NumbersPerAbi);
        _code.Add(Arg1, Saved8);
        _code.Store32(Frame, Index, Arg1);
        PointAt(Arg2, Index);
        _code.MoveMap(Arg1, BpfSystem.Descriptor(maps.Calls));
        _code.Call(BpfHelper.MapLookup);
        _code.JumpIfEqual(Result, 0, Out);

        _code.Move(Saved8, Result);
        _code.Move(Arg1, 1);
        _code.AtomicFetchAdd64(Saved8, Tally.Count, Arg1);
        _code.JumpIfNotEqual(Arg1, 0, "seen");
        WriteWitness(Saved8, 0);
        _code.Label("seen");
        _code.Load32(Arg1, Saved8, CallSlots.HasMasks);
        _code.JumpIfEqual(Arg1, 0, Out);
    }

    /// <summary>Counts the combination of the arguments that the slot's masks select.</summary>
    private void CountArguments()
    {
        _code.Load64(Saved6, Saved6, ContextRegisters);
        _code.And(Saved9, 0xff);
        _code.JumpIfEqual(Saved9, (int)SyscallAbi.I386, "compat");
        MaskArguments(layout.RegistersNative);
        _code.Jump("masked");
        _code.Label("compat");
        MaskArguments(layout.RegistersCompat);
        _code.Label("masked");
        CountKey(maps.Arguments, Loss.Arguments);
    }

    private void MaskArguments(IReadOnlyList<int> registers)
    {
        for (var argument = 0; argument < CallSlots.Arguments; argument++)
        {
            _code.Load64(Arg1, Saved6, registers[argument]);
            _code.Load32(Arg2, Saved8, CallSlots.Masks + (argument * sizeof(uint)));
            _code.And(Arg1, Arg2);
            _code.Store32(Frame, KeyValues + (argument * sizeof(uint)), Arg1);
        }
    }
}
