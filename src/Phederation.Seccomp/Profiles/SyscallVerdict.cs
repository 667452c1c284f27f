namespace Phederation.Seccomp.Profiles;

/// <summary>What a filter does with one call.</summary>
/// <param name="Action">The action.</param>
/// <param name="Errno">The answer of <see cref="SeccompAction.Errno" />; else 0.</param>
public readonly record struct SyscallVerdict(SeccompAction Action, uint Errno)
{
    /// <summary>EPERM: what the engine answers when a profile says nothing else.</summary>
    public const uint NotPermitted = 1;

    /// <summary>ENOSYS: as a kernel that lacks the call would answer, so that libraries fall back.</summary>
    public const uint NotImplemented = 38;

    /// <summary>The call is made.</summary>
    public bool IsAllowed => Action is SeccompAction.Allow or SeccompAction.Log;

    /// <summary>The verdict of an action and an optional number.</summary>
    public static SyscallVerdict Of(SeccompAction action, uint? errno) =>
        new(action, action == SeccompAction.Errno ? errno ?? NotPermitted : 0);

    /// <inheritdoc />
    public override string ToString() =>
        Action switch
        {
            SeccompAction.Errno when Errno == NotPermitted => "EPERM",
            SeccompAction.Errno when Errno == NotImplemented => "ENOSYS",
            SeccompAction.Errno => $"errno {Errno}",
            _ => Action.ToString().ToLowerInvariant(),
        };
}
