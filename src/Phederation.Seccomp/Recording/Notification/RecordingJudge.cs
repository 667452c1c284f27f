using Phederation.Seccomp.Notification;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>Counts the calls of one filter, and lets each go on unless a profile under proof refuses it.</summary>
internal sealed class RecordingJudge(NotificationTally tally, Refusals? refusals) : INoticeJudge
{
    private const string RuntimeName = "runc:[";

    // The runtime has asked for its exec of the program.
    private bool _hasExecuted;
    private bool _isProgram;

    public int? ErrnoOf(in SeccompNotice notice)
    {
        var (abi, number) = notice.Call;
        if (refusals?.ErrnoOf(abi, number) is { } errno)
        {
            tally.Deny(abi, number, notice, errno);
            return errno;
        }

        tally.Add(abi, number, notice, IsByRuntime(SyscallTable.For(abi).NameOf(number), notice.Thread));
        return null;
    }

    public void Miss() => tally.Miss();

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
