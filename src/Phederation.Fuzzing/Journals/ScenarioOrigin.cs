namespace Phederation.Fuzzing.Journals;

/// <summary>Where a scenario of a campaign came from.</summary>
public enum ScenarioOrigin
{
    /// <summary>The model made it.</summary>
    Composed,

    /// <summary>It is of the corpus that the campaign was given.</summary>
    Corpus,

    /// <summary>It is one that brought something new, changed.</summary>
    Mutated,

    /// <summary>It is one that brought something new, run again to see whether that comes again.</summary>
    Repeated,

    /// <summary>It is about an event in the target's life.</summary>
    Event,
}
