namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>How much a finding matters.</summary>
internal enum CheckSeverity
{
    /// <summary>Worth a look.</summary>
    INFO,

    /// <summary>Probably not what was meant.</summary>
    WARNING,

    /// <summary>The cohort can't be right.</summary>
    CRITICAL,
}
