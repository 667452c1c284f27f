namespace Phederation.Seccomp.Notification;

/// <summary>Decides what becomes of calls that wait for a listener.</summary>
internal interface INoticeJudge
{
    /// <summary>The errno that the call fails with; null lets the kernel carry it out. The caller waits meanwhile.</summary>
    int? ErrnoOf(in SeccompNotice notice);

    /// <summary>The kernel answered the listener in a way that none should see: calls may have been missed.</summary>
    void Miss();
}
