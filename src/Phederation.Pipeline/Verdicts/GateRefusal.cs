namespace Phederation.Pipeline.Verdicts;

/// <summary>Why a gate doesn't hold for what is about to be released.</summary>
/// <param name="ImageName">The image.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Reason">What doesn't fit, and how to mend it.</param>
public sealed record GateRefusal(string ImageName, string Gate, string Reason)
{
    /// <inheritdoc />
    public override string ToString() => $"{ImageName}: gate '{Gate}': {Reason}";
}
