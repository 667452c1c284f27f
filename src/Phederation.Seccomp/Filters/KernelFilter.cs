using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Filters;

/// <summary>
/// Reads the filters that the kernel holds a process to: not what was asked for, but what is enforced. The process is halted for some microseconds.
/// Needs root on the host and a kernel with CONFIG_CHECKPOINT_RESTORE; a caller that is itself under a filter may not.
/// </summary>
public static partial class KernelFilter
{
    private const int Most = 32;
    private const nint Seize = 0x4206;
    private const nint Interrupt = 0x4207;
    private const nint GetFilter = 0x420c;
    private const nint Detach = 17;
    private const int WaitForAll = 0x40000000;
    private const int NoSuchProcess = 3;
    private const int NoEntry = 2;
    private const int Invalid = 22;

    /// <summary>The filters of a process, the one that was installed first last: that is the container's, later ones are the program's own.</summary>
    /// <param name="processId">A process id of this machine's own name space.</param>
    /// <returns>The programs; none where the process has no filter.</returns>
    /// <exception cref="Win32Exception">The kernel doesn't show them.</exception>
    public static Task<IReadOnlyList<BpfProgram>> ReadAsync(int processId)
    {
        // A tracer is a thread, not a process: all of it happens on one.
        var done = new TaskCompletionSource<IReadOnlyList<BpfProgram>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(Read(processId));
            }
            catch (Exception exception) when (exception is Win32Exception or InvalidDataException)
            {
                done.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "filter reader",
        };
        thread.Start();
        return done.Task;
    }

    private static List<BpfProgram> Read(int processId)
    {
        Demand(Trace(Seize, processId, 0, null), processId);
        try
        {
            Demand(Trace(Interrupt, processId, 0, null), processId);
            if (WaitFor(processId, out _, WaitForAll) < 0)
            {
                throw Failed(processId);
            }

            var programs = new List<BpfProgram>();
            while (programs.Count < Most && Get(processId, programs.Count) is { } program)
            {
                programs.Add(program);
            }

            return programs;
        }
        finally
        {
            _ = Trace(Detach, processId, 0, null);
        }
    }

    private static BpfProgram? Get(int processId, int index)
    {
        var count = Trace(GetFilter, processId, index, null);
        if (count < 0 && Marshal.GetLastPInvokeError() is NoEntry or Invalid)
        {
            // No more of them (ENOENT), or no filter at all (EINVAL).
            return null;
        }

        Demand(count, processId);
        var bytes = new byte[count * BpfInstruction.Size];
        Demand(Trace(GetFilter, processId, index, bytes), processId);
        return BpfProgram.Parse(bytes);
    }

    private static void Demand(nint result, int processId)
    {
        if (result < 0)
        {
            throw Failed(processId);
        }
    }

    private static Win32Exception Failed(int processId)
    {
        var error = Marshal.GetLastPInvokeError();
        return new Win32Exception(
            error,
            error == NoSuchProcess
                ? $"process {processId} has ended"
                : $"the filters of process {processId} can't be read ({Marshal.GetPInvokeErrorMessage(error)}): this needs root on the host"
        );
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Trace(nint request, int processId, nint address, byte[]? data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int processId, out int status, int options);
}
