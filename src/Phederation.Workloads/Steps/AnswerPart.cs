namespace Phederation.Workloads.Steps;

/// <summary>How much of what came back is written to the transcript and so compared.</summary>
public enum AnswerPart
{
    /// <summary>All of it, line by line.</summary>
    Text,

    /// <summary>All of it, its lines sorted: their order isn't promised.</summary>
    Sorted,

    /// <summary>That it came, but not what: for output that differs each time by its nature.</summary>
    None,
}
