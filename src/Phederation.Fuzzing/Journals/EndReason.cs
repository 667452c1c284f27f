namespace Phederation.Fuzzing.Journals;

/// <summary>Why a campaign, or a part of it, ended.</summary>
public enum EndReason
{
    /// <summary>Its requests are used up.</summary>
    Requests,

    /// <summary>Its time is.</summary>
    Time,

    /// <summary>Its bytes are.</summary>
    Bytes,

    /// <summary>Its user ended it.</summary>
    Interrupted,

    /// <summary>The target serves no more.</summary>
    TargetGone,
}
