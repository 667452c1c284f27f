namespace Phederation.Fuzzing;

/// <summary>A campaign, its journal or its corpus can't be worked with, for a reason that its user can act on.</summary>
/// <param name="kind">What kind of reason it is.</param>
/// <param name="what">What is wrong and where (file:line:column for files), one line.</param>
/// <param name="mend">What can be done about it, one line.</param>
/// <param name="inner">What it came from, if anything.</param>
public sealed class FuzzException(FuzzErrorKind kind, string what, string mend, Exception? inner = null) : Exception(what, inner)
{
    /// <summary>What kind of reason it is.</summary>
    public FuzzErrorKind Kind { get; } = kind;

    /// <summary>What can be done about it, one line.</summary>
    public string Mend { get; } = mend;
}
