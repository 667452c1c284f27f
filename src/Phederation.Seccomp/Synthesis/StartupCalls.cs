using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording.Notification;

namespace Phederation.Seccomp.Synthesis;

/// <summary>Tells what a service needs only until it is healthy.</summary>
internal static class StartupCalls
{
    /// <summary>
    /// The calls that were made only until the service was healthy. What a libc or a runtime may need at any time is none of them, nor what can't wait for
    /// a supervisor's answer. None where the evidence doesn't tell the two apart.
    /// </summary>
    /// <param name="evidence">What was observed.</param>
    /// <param name="table">The image's calls.</param>
    /// <param name="policy">Which calls come into question.</param>
    /// <param name="allowed">What a profile allows.</param>
    public static IReadOnlyList<string> Of(Evidence evidence, SyscallTable table, SeccompPolicy policy, IEnumerable<string> allowed)
    {
        var own = evidence.Syscalls.Where(call => !call.ByRuntime && call.Abi == table.Abi).ToList();
        if (own.Any(call => call.Serving is null))
        {
            return [];
        }

        var serving = own.Where(call => call.Serving > 0).Select(call => call.Name).ToHashSet(StringComparer.Ordinal);
        var libc = LibcVersion.Parse(evidence.Subject.Libc);
        return
        [
            .. allowed
                .Where(policy.StartupOnly.Contains)
                .Except(serving)
                .Except(SiblingRule.All.Where(rule => rule.Applies(libc, serving)).Select(rule => rule.Adds))
                .Except(RuntimeNeeds.AllSites.Needs.Select(need => need.Name))
                .Except(evidence.Syscalls.Where(call => call.ByRuntime).Select(call => call.Name))
                .Except(NotificationRecorder.Unseen),
        ];
    }
}
