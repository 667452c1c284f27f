namespace Phederation.Seccomp.Recording;

/// <summary>What the recorder watches, and how much it may keep.</summary>
public sealed record EbpfRecorderOptions
{
    /// <summary>The engine's cgroups.</summary>
    public EngineCgroups Cgroups { get; init; } = new();

    /// <summary>
    /// The first process of a container that runs already, by its id on this machine: it is recorded from now on, and nothing else. Null: whatever
    /// is started below the recorder's own cgroup.
    /// </summary>
    public int? Process { get; init; }

    /// <summary>
    /// Whether denied calls are recorded too: needed under an enforcing profile. Under <see cref="LearningProfile" /> nothing is denied, and without it a
    /// recorded call costs half as much.
    /// </summary>
    public bool WatchDenials { get; init; } = true;

    /// <summary>How many distinct argument combinations are kept. One more is a loss.</summary>
    public int ArgumentCapacity { get; init; } = 16 * 1024;

    /// <summary>How many distinct denials (call, errno) are kept.</summary>
    public int DenialCapacity { get; init; } = 4 * 1024;

    /// <summary>How many calls with unassigned numbers are kept.</summary>
    public int UnassignedCapacity { get; init; } = 1024;
}
