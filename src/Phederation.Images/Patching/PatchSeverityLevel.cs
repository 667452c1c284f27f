namespace Phederation.Images.Patching;

/// <summary>How much an unpatched package asks for attention.</summary>
public enum PatchSeverityLevel
{
    /// <summary>No security update.</summary>
    Low,

    /// <summary>A security update.</summary>
    Medium,

    /// <summary>Several CVE ids, or one for a long time.</summary>
    High,

    /// <summary>Many CVE ids, or several for a long time.</summary>
    Critical,
}
