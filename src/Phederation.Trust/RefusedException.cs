namespace Phederation.Trust;

/// <summary>
/// Carries a refusal from the depth of a verification to the verifier that returns it. Internal on purpose: what callers see is the
/// value, never this exception.
/// </summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.ToString())
{
    public RefusedException(string code, string what, string where, string mend)
        : this(new Refusal(code, what, where, mend)) { }

    public Refusal Refusal { get; } = refusal;
}
