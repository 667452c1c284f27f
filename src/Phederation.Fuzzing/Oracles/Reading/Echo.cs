using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>What the client itself said: words of it in an answer are no news of the server.</summary>
internal sealed class Echo
{
    private const int LargestBody = 256 * 1024;

    private readonly List<string> _said;

    private Echo(List<string> said) => _said = said;

    /// <summary>What was said in the scenario up to an answer.</summary>
    /// <param name="run">The run.</param>
    /// <param name="exchange">The answer.</param>
    /// <param name="actor">By whom; null takes everybody.</param>
    public static Echo Of(RunReading run, Exchange exchange, string? actor = null) =>
        new([
            .. run
                .Exchanges.TakeWhile(earlier => earlier.Step <= exchange.Step)
                .Where(earlier => actor is null || earlier.Sent.Actor == actor)
                .SelectMany(earlier => Said(earlier.Sent))
                .Select(Plain),
        ]);

    /// <summary>Whether it was said, however it is spaced and cased.</summary>
    public bool Has(string text)
    {
        var plain = Plain(text);
        return _said.Any(said => said.Contains(plain, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Said(FuzzRequest request)
    {
        yield return request.Path;
        var once = Uri.UnescapeDataString(request.Path.Replace('+', ' '));
        yield return once;
        yield return Uri.UnescapeDataString(once);
        foreach (var header in request.Headers)
        {
            yield return header.Value;
        }

        if (request.ContentType is { } type)
        {
            yield return type;
        }

        if (request.Body is { } body)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LargestBody)]);
            yield return text;
            yield return TextParts.Of(body.Span);
            if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            {
                yield return Uri.UnescapeDataString(text.Replace('+', ' '));
            }
        }
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            // Whoever echoes may break lines, escape quotes and change the case.
            if (!char.IsWhiteSpace(character) && character is not ('\\' or '"' or '\''))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }
}
