namespace Nuke.Common;

/// <summary>What becomes of the dependencies that only a skipped target needs.</summary>
public enum DependencyBehavior
{
    /// <summary>They are skipped too.</summary>
    Skip,

    /// <summary>They run nevertheless.</summary>
    Execute,
}
