using Phederation.Seccomp.Notification;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Supervision;

/// <summary>Lets the calls of a start pass while the container's gate is open. It goes by the call's name alone and looks at nothing that a caller could change.</summary>
internal sealed class SupervisingJudge(ContainerGate gate, RefusedCalls refused) : INoticeJudge
{
    public int? ErrnoOf(in SeccompNotice notice)
    {
        if (!gate.IsClosed)
        {
            return null;
        }

        var (abi, number) = notice.Call;
        refused.Add(gate.Container, SyscallTable.For(abi).Describe(number), (int)notice.Thread);
        return (int)SyscallVerdict.NotPermitted;
    }

    public void Miss() { }
}
