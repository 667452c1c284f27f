namespace Phederation.Images.Auditing;

/// <summary>How much a finding matters, the least first.</summary>
public enum AuditSeverity
{
    /// <summary>Worth knowing; nothing need be done.</summary>
    Info,

    /// <summary>Should be mended when the image is next worked on.</summary>
    Low,

    /// <summary>Makes an attack easier or an operation harder.</summary>
    Medium,

    /// <summary>Gives an attacker a tool or a right that the image does not need.</summary>
    High,

    /// <summary>A credential is out, or anybody gets in.</summary>
    Critical,
}
