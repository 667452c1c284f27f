namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What a difference is between what should be and what is.</summary>
internal sealed record JsonRules
{
    /// <summary>Whether zeros at the end of numbers say something.</summary>
    public bool KeepsPrecision { get; init; }

    /// <summary>Whether a member that only the second has, is a difference. By its path: <c>meta.tag[0].code</c>.</summary>
    public Func<string, bool> MayBeAdded { get; init; } = _ => false;

    /// <summary>What isn't looked at, by its path.</summary>
    public Func<string, bool> IsIgnored { get; init; } = _ => false;

    /// <summary>Lists whose items may be more and in another order, by their path.</summary>
    public Func<string, bool> IsSet { get; init; } = _ => false;

    /// <summary>Whether two texts at a path are the same although they are written differently.</summary>
    public Func<string, string, string, bool> AreSameTexts { get; init; } = (_, _, _) => false;

    /// <summary>Whether two numbers at a path, as they are written, are the same although their values aren't.</summary>
    public Func<string, string, string, bool> AreSameNumbers { get; init; } = (_, _, _) => false;
}
