namespace Phederation.Images.Patching;

/// <summary>Something that the policy has a say in.</summary>
/// <param name="Package">The package that it is about; the release's code name for the distribution itself.</param>
/// <param name="Text">What it is, for people.</param>
/// <param name="Judgement">Whether it is refused, waived, or only told.</param>
public sealed record PatchFinding(string Package, string Text, PatchJudgement Judgement);
