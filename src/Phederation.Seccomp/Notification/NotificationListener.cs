using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Notification;

/// <summary>Answers the calls that wait under one filter (of one start, or one exec) as its judge says, until the last task under it has ended.</summary>
internal sealed unsafe class NotificationListener(int descriptor, INoticeJudge judge, CancellationToken stop)
{
    private const int LookAround = 200;

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
                judge.Miss();
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
                judge.Miss();
            }

            return;
        }

        var errno = judge.ErrnoOf(notice);
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
            judge.Miss();
        }
    }
}
