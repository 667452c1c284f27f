namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>What a body is as JSON.</summary>
internal enum JsonState
{
    /// <summary>There is none.</summary>
    Empty,

    /// <summary>It is JSON, and was read.</summary>
    Json,

    /// <summary>It may be JSON, but is cut off, deeper than what is compared, or has texts that are no Unicode: nothing is said of it.</summary>
    Undecided,

    /// <summary>It isn't JSON in UTF-8.</summary>
    NotJson,
}
