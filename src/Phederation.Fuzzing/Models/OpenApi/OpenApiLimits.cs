namespace Phederation.Fuzzing.Models.OpenApi;

/// <summary>How large a document may be: an unfriendly one takes neither the memory nor the stack.</summary>
public sealed record OpenApiLimits
{
    /// <summary>32 MiB, 128 levels, 2,000,000 values, 10,000 operations: more than the largest published documents have.</summary>
    public static OpenApiLimits Default { get; } = new();

    /// <summary>The greatest size in bytes.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How deep values may nest.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>How many values there may be.</summary>
    public int MaxValues { get; init; } = 2_000_000;

    /// <summary>How many operations there may be.</summary>
    public int MaxOperations { get; init; } = 10_000;
}
