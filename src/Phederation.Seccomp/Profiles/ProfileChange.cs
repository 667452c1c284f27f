namespace Phederation.Seccomp.Profiles;

/// <summary>What two profiles do differently with one call.</summary>
/// <param name="Name">The call.</param>
/// <param name="Kind">Whether it becomes possible, impossible, or otherwise different.</param>
/// <param name="Before">What the old profile does: <c>allow</c>, <c>allow if …</c>, <c>EPERM</c>.</param>
/// <param name="After">What the new one does.</param>
public sealed record ProfileChange(string Name, ProfileChangeKind Kind, string Before, string After)
{
    /// <inheritdoc />
    public override string ToString() =>
        Kind switch
        {
            ProfileChangeKind.Added => $"+ {Name}: {After} (was {Before})",
            ProfileChangeKind.Removed => $"- {Name}: {After} (was {Before})",
            _ => $"~ {Name}: {After} (was {Before})",
        };
}
