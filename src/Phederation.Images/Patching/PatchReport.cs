namespace Phederation.Images.Patching;

/// <summary>The patches of several images, judged at one moment under one policy.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Images">The images, in the order in which they were asked for.</param>
public sealed record PatchReport(DateTimeOffset Time, PatchPolicy Policy, IReadOnlyList<JudgedPatches> Images)
{
    /// <summary>Whether every image may be released.</summary>
    public bool Passed => Images.All(image => image.Passed);
}
