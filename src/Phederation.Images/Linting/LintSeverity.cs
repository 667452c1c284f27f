namespace Phederation.Images.Linting;

/// <summary>How much a finding counts.</summary>
public enum LintSeverity
{
    /// <summary>Shown; stops nothing.</summary>
    Warning,

    /// <summary>The image is not built until it is mended or waived.</summary>
    Error,
}
