using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Supervision;

/// <summary>
/// The second form of a profile: what the service needs only until it is healthy is not allowed but asked for, at a supervisor that says yes
/// until then and no for ever after. It follows from the profile alone, so that who trusts the one trusts the other.
/// </summary>
public static class SupervisedForm
{
    /// <summary>How the comment of a rule begins whose calls are needed only until the service is healthy.</summary>
    public const string StartupComment = "until the service is healthy";

    /// <summary>The name under which the engine must know the runtime that hands filters over to their supervisor.</summary>
    public const string RuntimeName = Recording.Notification.NotificationRecorder.RuntimeName;

    /// <summary>The calls that a supervised service can no longer make once it is healthy, in ordinal order.</summary>
    public static IReadOnlyList<string> StartupNames(SeccompProfile profile) =>
        [.. profile.Rules.Where(IsStartup).SelectMany(rule => rule.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The form; the profile itself where it has no such calls.</summary>
    public static SeccompProfile Of(SeccompProfile profile) =>
        profile with
        {
            Rules = [.. profile.Rules.Select(rule => IsStartup(rule) ? rule with { Action = SeccompAction.Notify } : rule)],
        };

    private static bool IsStartup(SyscallRule rule) =>
        rule.Action == SeccompAction.Allow && rule.Comment?.StartsWith(StartupComment, StringComparison.Ordinal) == true;
}
