using System.Globalization;
using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Reports;

/// <summary>Requests and answers as a person reads them: cut where they are long, bytes that are no text written as numbers.</summary>
internal static class Excerpt
{
    public const int Longest = 1500;

    /// <summary>A request as HTTP writes it, without the credentials, which belong to its actor.</summary>
    public static string Of(FuzzRequest request)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Text(request.Method)} {Cut(Text(request.Path.Length == 0 ? "/" : request.Path), 600)}\n"
        );
        if (request.Actor != FuzzRequest.Anonymous)
        {
            text.Append(CultureInfo.InvariantCulture, $"(as {request.Actor})\n");
        }

        Append(text, request.Headers);
        if (request.ContentType is { } type)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {Text(type)}\n");
        }

        return request.Body is { } body ? text.Append('\n').Append(Body(body, isCut: false)).ToString() : text.ToString();
    }

    /// <summary>An answer as HTTP writes it.</summary>
    public static string Of(FuzzAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            return $"no answer: {fault}, after {answer.Duration.TotalMilliseconds:0} ms";
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{answer.Status}\n");
        Append(text, answer.Headers);
        return text.Append('\n').Append(Body(answer.Body, answer.IsCut)).ToString();
    }

    /// <summary>A text without control characters.</summary>
    public static string Text(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' ? $"\\x{(int)c:x2}" : c.ToString()));

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers.Take(40))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Text(name)}: {Cut(Text(value), 300)}\n");
        }
    }

    private static string Body(ReadOnlyMemory<byte> body, bool isCut)
    {
        var shown = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, Longest)]);
        return body.Length > Longest ? $"{Text(shown)}\n… {body.Length} bytes"
            : isCut ? $"{Text(shown)}\n… cut"
            : Text(shown);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..most]}… {text.Length} characters";
}
