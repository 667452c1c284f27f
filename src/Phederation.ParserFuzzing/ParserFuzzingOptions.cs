namespace Phederation.ParserFuzzing;

/// <summary>What is fuzzed, how long, from where.</summary>
public sealed record ParserFuzzingOptions
{
    /// <summary>The folder of the compiled child program.</summary>
    public required string HostFolder { get; init; }

    /// <summary>The file name of the child program's assembly.</summary>
    public string HostProgram { get; init; } = "phederation-fuzz-host.dll";

    /// <summary>Takes the instrumented copy, the grown corpus (with which the next run begins), faulty inputs and the summary.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The committed corpus: a folder a parser; a file TARGET.dict beside it is a dictionary in AFL's format. Null is none.</summary>
    public string? CorpusFolder { get; init; }

    /// <summary>Only these parsers; none is all.</summary>
    public IReadOnlyList<string> Parsers { get; init; } = [];

    /// <summary>The time for all parsers together, such as 90s, 10m or 2h.</summary>
    public string Budget { get; init; } = "10m";

    /// <summary>The most runs of inputs for each parser; null is as many as the time allows. With it the same seed finds the same again.</summary>
    public long? Executions { get; init; }

    /// <summary>How much processor time one input may take before it counts as endless.</summary>
    public TimeSpan TimeBound { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How much one input may allocate, in bytes.</summary>
    public long MemoryBound { get; init; } = 256L << 20;

    /// <summary>Chance begins here.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether a parser's first fault ends its fuzzing, and the next one's turn comes.</summary>
    public bool StopsAtFirstFault { get; init; }

    /// <summary>Whether a few inputs that together take most ways are written to the committed corpus.</summary>
    public bool UpdatesCorpus { get; init; }
}
