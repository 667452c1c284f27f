namespace Nuke.Common.Execution;

/// <summary>The values that must not be printed.</summary>
internal sealed class SecretMask
{
    /// <summary>What is printed in place of a secret.</summary>
    public const string Shown = "*****";

    // Shorter ones would hide half of the output and are no secrets.
    private const int ShortestSecret = 4;

    private readonly Lock _lock = new();
    private IReadOnlyList<string> _secrets = [];

    /// <summary>The length of the longest secret, in characters.</summary>
    public int LongestLength => _secrets.Count == 0 ? 0 : _secrets[0].Length;

    /// <summary>Hides values from now on, also line by line and as they look in an address.</summary>
    public void AddRange(IEnumerable<string> values)
    {
        lock (_lock)
        {
            _secrets =
            [
                .. values
                    .SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries))
                    .SelectMany(line => new[] { line, Uri.EscapeDataString(line) })
                    .Where(line => line.Length >= ShortestSecret)
                    .Concat(_secrets)
                    .Distinct()
                    .OrderByDescending(line => line.Length),
            ];
        }
    }

    /// <summary>The text with every secret replaced.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Shown, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>How many characters at the end of the text may be the beginning of a secret.</summary>
    public int OpenEnd(string text)
    {
        for (var length = Math.Min(LongestLength - 1, text.Length); length > 0; length--)
        {
            if (_secrets.Any(secret => secret.Length > length && text.EndsWith(secret[..length], StringComparison.Ordinal)))
            {
                return length;
            }
        }

        return 0;
    }
}
