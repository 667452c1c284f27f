using System.Collections.Frozen;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>
/// The calls that a profile refuses by name, handed to the listener, which refuses them in the profile's place and so knows of each. What it refuses by
/// its default (arguments outside a rule, numbers without a name) can't be handed over: there only the answers of the service tell.
/// </summary>
internal sealed class Refusals
{
    private readonly FrozenDictionary<string, int> _errnos;

    private Refusals(Dictionary<string, int> errnos, SeccompProfile profile) => (_errnos, Profile) = (errnos.ToFrozenDictionary(), profile);

    /// <summary>The profile with notifications in the place of refusals.</summary>
    public SeccompProfile Profile { get; }

    /// <summary>Takes the refusals out of a profile.</summary>
    public static Refusals Of(SeccompProfile profile)
    {
        var errnos = new Dictionary<string, int>(StringComparer.Ordinal);
        var rules = new List<SyscallRule>();
        foreach (var rule in profile.Rules)
        {
            if (rule.Action != SeccompAction.Errno || rule.Arguments.Count > 0)
            {
                rules.Add(rule);
                continue;
            }

            string[] handed = [.. rule.Names.Except(NotificationProfile.Unseen)];
            string[] kept = [.. rule.Names.Except(handed)];
            foreach (var name in handed)
            {
                errnos.TryAdd(name, (int)rule.Verdict.Errno);
            }

            rules.AddRange(
                new[] { rule with { Names = handed, Action = SeccompAction.Notify, Errno = null }, rule with { Names = kept } }.Where(
                    part => part.Names.Count > 0
                )
            );
        }

        return new Refusals(errnos, profile with { Rules = rules });
    }

    /// <summary>The errno that a call is refused with; null where it may go on.</summary>
    public int? ErrnoOf(SyscallAbi abi, uint number) =>
        SyscallTable.For(abi).NameOf(number) is { } name && _errnos.TryGetValue(name, out var errno) ? errno : null;
}
