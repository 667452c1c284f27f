namespace Phederation.Text.Sarif;

/// <summary>How much a result counts.</summary>
public enum SarifLevel
{
    /// <summary>For information.</summary>
    Note,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>To be mended.</summary>
    Error,
}
