namespace Phederation.Seccomp;

/// <summary>Something that stands against a profile or its evidence: an expected outcome, so a value.</summary>
/// <param name="Code">The kind, for programs: <c>never-allow</c>, <c>loss</c>, <c>undecided</c>, …</param>
/// <param name="Subject">The syscall, or what else it is about.</param>
/// <param name="Message">What is wrong: a whole sentence.</param>
/// <param name="Mend">What to do about it: a whole sentence.</param>
public sealed record Finding(string Code, string Subject, string Message, string Mend)
{
    /// <inheritdoc />
    public override string ToString() => $"{Subject}: {Message} {Mend}";
}
