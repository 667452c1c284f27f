namespace Phederation.Fuzzing.Journals;

/// <summary>How an operation was exercised.</summary>
public sealed record OperationCoverage
{
    /// <summary>Its name.</summary>
    public required string Operation { get; init; }

    /// <summary>How many requests it had.</summary>
    public required long Requests { get; init; }

    /// <summary>How many answers of each status class, by its first digit; at 0 the requests without an answer.</summary>
    public required IReadOnlyList<long> ByClass { get; init; }

    /// <summary>How many answers each status had, by status.</summary>
    public required IReadOnlyDictionary<int, long> ByStatus { get; init; }

    /// <summary>How many different answers there were: status class and normalised error.</summary>
    public required int Features { get; init; }

    /// <summary>Whether it was answered with success at least once.</summary>
    public bool Succeeded => ByClass[2] > 0;
}
