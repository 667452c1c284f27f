using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>Takes credentials out of answers that repeat them, before anybody sees or keeps the answer.</summary>
internal sealed class SecretMask
{
    // Shorter ones are words that stand in many texts: masking them would change answers, and hide nothing.
    private const int ShortestSecret = 6;
    private const string Mask = "********";

    private readonly List<(string Text, byte[] Bytes)> _secrets = [];

    /// <summary>Masks more.</summary>
    public void Add(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret && !_secrets.Exists(known => known.Text == secret)))
        {
            _secrets.Add((secret, Encoding.UTF8.GetBytes(secret)));
        }
    }

    /// <summary>The answer without them; the answer itself where it has none.</summary>
    public FuzzAnswer Apply(FuzzAnswer answer)
    {
        foreach (var (text, bytes) in _secrets)
        {
            if (answer.Body.Span.IndexOf(bytes) >= 0)
            {
                answer = answer with { Body = Replace(answer.Body.Span, bytes) };
            }

            if (answer.Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal)))
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

        return answer;
    }

    private static byte[] Replace(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        using var result = new MemoryStream(body.Length);
        for (var at = body.IndexOf(secret); at >= 0; at = body.IndexOf(secret))
        {
            result.Write(body[..at]);
            result.Write(Encoding.ASCII.GetBytes(Mask));
            body = body[(at + secret.Length)..];
        }

        result.Write(body);
        return result.ToArray();
    }
}
