using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>
/// The profile under which a container is learned by notification: each call waits for the recorder, but for a few that can't. All three ABIs of the
/// machine are listed, for a call of an unlisted one is killed.
/// </summary>
internal static class NotificationProfile
{
    /// <summary>
    /// The calls that never wait, so that they are not seen either. The runtime makes them between its load of the filter and the hand-over of the
    /// listener, when nobody could answer: <c>write</c> is the hand-over itself (runc refuses a profile that notifies of it), the others are what
    /// Go's scheduler and allocator may need for it. <c>rt_sigreturn</c> restores registers, which a listener's answer would overwrite.
    /// </summary>
    public static IReadOnlyList<string> Unseen { get; } = ["futex", "madvise", "mmap", "nanosleep", "rt_sigreturn", "sched_yield", "write"];

    /// <summary>The profile as the engine takes it.</summary>
    public static string Json { get; } = Make();

    private static string Make()
    {
        SyscallAbi[] abis = [SyscallAbi.X8664, SyscallAbi.I386, SyscallAbi.X32];
        return new SeccompProfile
        {
            DefaultAction = SeccompAction.Allow,
            Architectures = [.. abis.Select(abi => abi.ToProfileName())],
            Rules =
            [
                new SyscallRule
                {
                    Names =
                    [
                        .. abis.SelectMany(abi => SyscallTable.For(abi).Names).Distinct().Except(Unseen).Order(StringComparer.Ordinal),
                    ],
                    Action = SeccompAction.Notify,
                },
            ],
        }.ToJson();
    }
}
