namespace Nuke.Common;

/// <summary>How much the build prints.</summary>
public enum Verbosity
{
    /// <summary>Also how each target was chosen and where parameters come from.</summary>
    Verbose,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>No headings.</summary>
    Minimal,

    /// <summary>Errors and the summary.</summary>
    Quiet,
}
