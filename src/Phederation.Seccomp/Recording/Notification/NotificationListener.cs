using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>Answers the calls of one filter (one start, or one exec) until the last task under it has ended: each is counted, and goes on unless it is refused.</summary>
internal sealed unsafe class NotificationListener(int descriptor, NotificationTally tally, Refusals? refusals, CancellationToken stop)
{
    private const int LookAround = 200;
    private const string RuntimeName = "runc:[";

    // The runtime has asked for its exec of the program.
    private bool _hasExecuted;
    private bool _isProgram;

    /// <summary>Runs to the end, and closes the descriptor.</summary>
    public void Run()
    {
        try
        {
            // Kernels before 6.6 don't know it; it is only faster.
            _ = NotificationMethods.Control(descriptor, NotificationMethods.SetFlags, NotificationMethods.SyncWakeUp);
            while (Wait())
            {
                Next();
            }
        }
        finally
        {
            _ = NotificationMethods.Close(descriptor);
        }
    }

    /// <summary>Until a call waits; false when none can come any more, or nobody asks. Kernels before 6.11 would let RECV sleep for ever.</summary>
    private bool Wait()
    {
        while (!stop.IsCancellationRequested)
        {
            var entry = new NotificationMethods.PollEntry { Descriptor = descriptor, Events = NotificationMethods.PollIn };
            var ready = NotificationMethods.Poll(ref entry, 1, LookAround);
            if (ready > 0)
            {
                return (entry.Returned & NotificationMethods.PollIn) != 0;
            }

            if (ready < 0 && Marshal.GetLastPInvokeError() != NotificationMethods.Interrupted)
            {
                tally.Miss();
                return false;
            }
        }

        return false;
    }

    private void Next()
    {
        // The kernel demands a struct of zeros.
        var notice = default(SeccompNotice);
        if (NotificationMethods.Control(descriptor, NotificationMethods.Receive, &notice) < 0)
        {
            // ENOENT: the caller was killed before its call was looked at, so that it never happened.
            if (Marshal.GetLastPInvokeError() is not (NotificationMethods.NoEntry or NotificationMethods.Interrupted))
            {
                tally.Miss();
            }

            return;
        }

        var (abi, number) = notice.Call;
        var errno = refusals?.ErrnoOf(abi, number);
        if (errno is { } refused)
        {
            tally.Deny(abi, number, notice, refused);
        }
        else
        {
            tally.Add(abi, number, notice, IsByRuntime(SyscallTable.For(abi).NameOf(number), notice.Thread));
        }

        var answer = new SeccompAnswer
        {
            Id = notice.Id,
            Error = -errno ?? 0,
            Flags = errno is null ? SeccompAnswer.Continue : 0,
        };
        if (
            NotificationMethods.Control(descriptor, NotificationMethods.Send, &answer) < 0
            && Marshal.GetLastPInvokeError() != NotificationMethods.NoEntry
        )
        {
            tally.Miss();
        }
    }

    /// <summary>Whether the call is the container runtime's, which ends with its exec of the container's program.</summary>
    private bool IsByRuntime(string? call, uint thread)
    {
        if (_isProgram)
        {
            return false;
        }

        if (!_hasExecuted)
        {
            _hasExecuted = call is "execve" or "execveat";
            return true;
        }

        // The runtime has other threads, whose last calls may come after the exec was asked for.
        _isProgram = !ThreadName.Of((int)thread).StartsWith(RuntimeName, StringComparison.Ordinal);
        return !_isProgram;
    }
}
