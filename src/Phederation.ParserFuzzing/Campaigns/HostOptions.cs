namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>How the child is run, and what an input may cost.</summary>
internal sealed record HostOptions
{
    /// <summary>The folder of the child program.</summary>
    public required string Folder { get; init; }

    /// <summary>Its assembly's file name.</summary>
    public required string Program { get; init; }

    /// <summary>A folder for its log, socket and shared memory.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>How much an input may allocate, in bytes.</summary>
    public required long MemoryBound { get; init; }

    /// <summary>How much processor time an input may take before it counts as endless; ten times that of the clock.</summary>
    public required TimeSpan TimeBound { get; init; }
}
