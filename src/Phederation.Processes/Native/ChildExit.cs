using System.Runtime.InteropServices;

namespace Phederation.Processes.Native;

/// <summary>Asks how a spawned child ended, and lets the system forget it. Source: waitid(2).</summary>
internal static unsafe class ChildExit
{
    // siginfo_t is 128 bytes; si_code is at 8, si_pid at 16 and si_status at 24 on 64 bits.
    private const int InfoSize = 128;
    private const int ExitedByItself = 1;

    /// <summary>The exit code (128 + signal) of a child that has ended, or null while it runs. The child stays a zombie.</summary>
    public static int? Peek(int processId) => Wait(processId, LibC.WaitExited | LibC.WaitNoHang | LibC.WaitNoWait);

    /// <summary>The same, and frees its process id if it has ended.</summary>
    public static int? Reap(int processId) => Wait(processId, LibC.WaitExited | LibC.WaitNoHang);

    private static int? Wait(int processId, int options)
    {
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        while (LibC.WaitId(LibC.WaitProcess, processId, info, options) != 0)
        {
            if (Marshal.GetLastPInvokeError() != LibC.ErrorInterrupted)
            {
                // ECHILD: where SIGCHLD is ignored the system forgets children at once, and how it ended is not known.
                return -1;
            }
        }

        var status = *(int*)(info + 24);
        return *(int*)(info + 16) == 0 ? null
            : *(int*)(info + 8) == ExitedByItself ? status
            : 128 + status;
    }
}
