namespace Phederation.Fuzzing.Oracles;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Against the letter of a specification, without harm.</summary>
    Note,

    /// <summary>Clients break or are misled.</summary>
    Warning,

    /// <summary>A fault of the server: a 5xx, lost or wrong data.</summary>
    Error,

    /// <summary>Data that must not be seen or changed was, or the service is gone.</summary>
    Critical,
}
