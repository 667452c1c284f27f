namespace Phederation.Images.Patching;

/// <summary>An image's patches as the policy judges them.</summary>
/// <param name="Patches">What is known.</param>
/// <param name="Findings">What the policy says; refusals first.</param>
public sealed record JudgedPatches(ImagePatches Patches, IReadOnlyList<PatchFinding> Findings)
{
    /// <summary>Whether the image may be released.</summary>
    public bool Passed => Findings.All(finding => finding.Judgement != PatchJudgement.Refused);
}
