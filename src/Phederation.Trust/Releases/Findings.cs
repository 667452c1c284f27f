namespace Phederation.Trust.Releases;

/// <summary>What a verification has found so far. A list that is cut keeps an attack from filling the screen.</summary>
internal sealed class Findings
{
    private const int MaximumRefusals = 100;

    private readonly List<string> _checks = [];
    private readonly List<Refusal> _refusals = [];

    public IReadOnlyList<string> Checks => _checks;

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public bool AreGood => _refusals.Count == 0;

    public void Holds(string what) => _checks.Add(what);

    public void Refuse(Refusal refusal)
    {
        if (_refusals.Count < MaximumRefusals)
        {
            _refusals.Add(refusal);
        }
    }

    public void Refuse(string code, string what, string where, string mend) => Refuse(new Refusal(code, what, where, mend));
}
