using System.Text;

namespace Phederation.Fuzzing.Generating.Bytes.Harvesting;

/// <summary>Tokens as they are found, each once, until there are enough.</summary>
/// <param name="most">How many are kept at most, up to what a dictionary holds; what comes later is left out.</param>
public sealed class TokenHarvest(int most = 5000)
{
    private readonly int _most = Math.Min(most, AflDictionary.MostTokens);
    private readonly HashSet<DictionaryToken> _seen = [];
    private readonly List<DictionaryToken> _tokens = [];

    /// <summary>Whether there are enough.</summary>
    public bool IsFull => _tokens.Count >= _most;

    /// <summary>Adds a token; one that is empty or longer than a dictionary takes is left out.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (!IsFull && value.Length is > 0 and <= AflDictionary.LongestToken)
        {
            var token = new DictionaryToken(value.ToArray());
            if (_seen.Add(token))
            {
                _tokens.Add(token);
            }
        }
    }

    /// <summary>Adds a text as UTF-8.</summary>
    public void Add(string text)
    {
        if (text.Length is > 0 and <= AflDictionary.LongestToken)
        {
            Add(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>What was found, in its order.</summary>
    public AflDictionary ToDictionary() => new(_tokens);
}
