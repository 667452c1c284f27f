namespace Phederation.Site.Lifecycle;

/// <summary>What was removed when a site was taken down, and what was kept.</summary>
/// <param name="Containers">The names of the containers that were removed.</param>
/// <param name="Networks">The names of the networks that were removed.</param>
/// <param name="DeletedVolumes">The names of the volumes that were deleted.</param>
/// <param name="KeptVolumes">The names of the volumes that are still there.</param>
public sealed record DownResult(
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> Networks,
    IReadOnlyList<string> DeletedVolumes,
    IReadOnlyList<string> KeptVolumes
);
