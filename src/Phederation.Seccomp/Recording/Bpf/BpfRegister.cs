namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The machine's registers: 0 returns, 1–5 pass arguments and are lost in a call, 6–9 survive calls, the frame is read-only.</summary>
internal enum BpfRegister : byte
{
    Result = 0,
    Arg1 = 1,
    Arg2 = 2,
    Arg3 = 3,
    Arg4 = 4,
    Arg5 = 5,
    Saved6 = 6,
    Saved7 = 7,
    Saved8 = 8,
    Saved9 = 9,
    Frame = 10,
}
