using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>What an error says, by which errors are told apart.</summary>
internal static partial class ErrorText
{
    private const int Largest = 200;

    private static readonly string[] Members = ["diagnostics", "detail", "title", "message", "error", "error_description", "payload"];

    /// <summary>The text; the status where there is none.</summary>
    public static string Of(Exchange exchange)
    {
        var text = exchange.Json is { State: JsonState.Json } json ? InJson(json.Root) : InText(exchange.Answer.Body.Span);
        return $"{exchange.Answer.Status} {(text.Length > Largest ? text[..Largest] : text)}".TrimEnd();
    }

    private static string InJson(JsonElement root)
    {
        var issue = root.Items("issue").FirstOrDefault();
        foreach (var element in (JsonElement[])[issue, root])
        {
            foreach (var member in Members)
            {
                if (element.Text(member) is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        return issue.Member("details")?.Text("text") ?? "";
    }

    private static string InText(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Largest * 20)]);
        return Space().Replace(Tag().Replace(text, " "), " ").Trim();
    }

    [GeneratedRegex(
        "<(style|script)[^>]*>[^<]*</[a-z]+>|<[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
