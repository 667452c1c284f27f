namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>How far a generation is; the numbers are those of the table.</summary>
internal enum GenerationStatus
{
    /// <summary>It failed, or was interrupted.</summary>
    ERROR = 0,

    /// <summary>It waits for its turn.</summary>
    PENDING = 1,

    /// <summary>It runs.</summary>
    RUNNING = 2,

    /// <summary>It ended.</summary>
    COMPLETE = 3,
}
