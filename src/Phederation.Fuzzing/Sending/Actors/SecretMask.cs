using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>
/// Takes credentials out of answers that repeat them, before anybody sees or keeps the answer. Whose they were is noted in it, for whoever judges it: masked
/// they can't be told from any text.
/// </summary>
internal sealed class SecretMask
{
    // Shorter ones are words that stand in many texts: masking them would change answers, and hide nothing.
    private const int ShortestSecret = 6;
    private const string Mask = "********";

    // A password may be a word that stands in texts by chance ("password" does): only what nobody writes by chance is told.
    private const int ShortestKey = 8;
    private const int ShortestWord = 16;

    private readonly List<(string Text, byte[] Bytes, string? KeyOf)> _secrets = [];

    /// <summary>Masks more.</summary>
    /// <param name="actor">Whose they are.</param>
    /// <param name="secrets">What is masked.</param>
    /// <param name="keys">Those of them that are noted where an answer has them.</param>
    public void Add(string actor, IEnumerable<string> secrets, IReadOnlyCollection<string> keys)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret && !_secrets.Exists(known => known.Text == secret)))
        {
            _secrets.Add((secret, Encoding.UTF8.GetBytes(secret), keys.Contains(secret) && IsTelling(secret) ? actor : null));
        }
    }

    /// <summary>The answer without them; the answer itself where it has none.</summary>
    public FuzzAnswer Apply(FuzzAnswer answer)
    {
        var revealed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (text, bytes, keyOf) in _secrets)
        {
            var (isInBody, isInHeader) = (
                answer.Body.Span.IndexOf(bytes) >= 0,
                answer.Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal))
            );
            if (keyOf is not null && (isInBody || isInHeader))
            {
                revealed.Add(keyOf);
            }

            if (isInBody)
            {
                answer = answer with { Body = Replace(answer.Body.Span, bytes) };
            }

            if (isInHeader)
            {
                answer = answer with
                {
                    Headers =
                    [
                        .. answer.Headers.Select(header =>
                            KeyValuePair.Create(header.Key, header.Value.Replace(text, Mask, StringComparison.Ordinal))
                        ),
                    ],
                };
            }
        }

        return revealed.Count == 0 ? answer : answer with { Revealed = [.. revealed] };
    }

    private static bool IsTelling(string secret) =>
        secret.Length >= ShortestWord || (secret.Length >= ShortestKey && secret.Any(char.IsLetter) && !secret.All(char.IsLetter));

    private static byte[] Replace(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        using var result = new MemoryStream(body.Length);
        for (var at = body.IndexOf(secret); at >= 0; at = body.IndexOf(secret))
        {
            result.Write(body[..at]);
            // As long as what it hides: else the body isn't as long as its headers say any more, which would be a fault of the target.
            result.Write(Encoding.ASCII.GetBytes(new string('*', secret.Length)));
            body = body[(at + secret.Length)..];
        }

        result.Write(body);
        return result.ToArray();
    }
}
