namespace Phederation.Images.Patching;

/// <summary>What the policy says of a finding.</summary>
public enum PatchJudgement
{
    /// <summary>It is told, and stops nothing.</summary>
    Told,

    /// <summary>It would be refused, but people decided to live with it for a time.</summary>
    Waived,

    /// <summary>The image must not be released.</summary>
    Refused,
}
