namespace Phederation.Pipeline;

/// <summary>What a release must fulfil. There is no third, softer one.</summary>
public enum ReleasePolicy
{
    /// <summary>
    /// Made for trying and testing: a trust root is made on first use, a profile need not be reviewed, the working tree may be
    /// dirty. The release and the launcher say so loudly.
    /// </summary>
    Local,

    /// <summary>
    /// For sites: keys and passphrases are given, each profile is reviewed, the working tree is clean; no exception.
    /// </summary>
    Production,
}
