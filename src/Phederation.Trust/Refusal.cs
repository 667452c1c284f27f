namespace Phederation.Trust;

/// <summary>
/// One reason why something was not trusted. A refusal is an expected outcome, so it is a value: verifiers return it and never throw
/// because of what they read.
/// </summary>
/// <param name="Code">A stable word of <see cref="RefusalCode"/> that programs and tests may compare.</param>
/// <param name="What">What does not fit, in words for a person.</param>
/// <param name="Where">The file, role or image that it was found in.</param>
/// <param name="Mend">What the reader can do about it.</param>
public sealed record Refusal(string Code, string What, string Where, string Mend)
{
    /// <inheritdoc />
    public override string ToString() => $"{Where}: {What}; {Mend} [{Code}]";
}
