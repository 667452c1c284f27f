namespace Phederation.Seccomp.Profiles;

/// <summary>The direction of a change.</summary>
public enum ProfileChangeKind
{
    /// <summary>The call could not be made and now can.</summary>
    Added,

    /// <summary>The call could be made and now can't.</summary>
    Removed,

    /// <summary>Other arguments, or another answer.</summary>
    Changed,
}
