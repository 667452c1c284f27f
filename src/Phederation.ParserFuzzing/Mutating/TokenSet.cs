namespace Phederation.ParserFuzzing.Mutating;

/// <summary>The tokens that are put into inputs: those of dictionaries, and those that the parser was seen to compare its input with.</summary>
internal sealed class TokenSet
{
    private const int MaximumLearned = 512;
    private readonly List<byte[]> _tokens = [];
    private readonly HashSet<string> _known = [];
    private readonly List<byte[]> _learned = [];

    /// <summary>Tokens of dictionaries.</summary>
    public IReadOnlyList<byte[]> Given => _tokens;

    /// <summary>Tokens of comparisons, the newest of them.</summary>
    public IReadOnlyList<byte[]> Learned => _learned;

    public bool IsEmpty => _tokens.Count == 0 && _learned.Count == 0;

    public void Give(IEnumerable<byte[]> tokens) =>
        _tokens.AddRange(tokens.Where(token => token.Length > 0 && _known.Add(Convert.ToHexString(token))));

    public void Learn(IEnumerable<byte[]> tokens)
    {
        _learned.AddRange(tokens.Where(token => token.Length > 1 && _known.Add(Convert.ToHexString(token))));
        if (_learned.Count > MaximumLearned)
        {
            foreach (var forgotten in _learned[..^MaximumLearned])
            {
                _known.Remove(Convert.ToHexString(forgotten));
            }

            _learned.RemoveRange(0, _learned.Count - MaximumLearned);
        }
    }
}
