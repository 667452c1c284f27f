using System.Text.Json;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Sending.References;

/// <summary>Takes out of an answer what a step wants to keep, in the forms of <see cref="RequestStep.Captures"/>.</summary>
internal static class AnswerCaptures
{
    /// <summary>Longer values are no ids, versions or addresses: they are not kept.</summary>
    public const int LongestValue = 4096;

    private const string Json = "json:";
    private const string Header = "header:";
    private const string Location = "location:";
    private const string Link = "link:";

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512 };
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What a step captures of its answer, by name.</summary>
    /// <param name="step">The step.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="target">The target's base.</param>
    public static IReadOnlyDictionary<string, string> Of(RequestStep step, FuzzAnswer answer, Uri target)
    {
        if (step.Captures.Count == 0 || answer.Fault is not null)
        {
            return Nothing;
        }

        var captured = new Dictionary<string, string>(step.Captures.Count);
        using var body = step.Captures.Values.Any(form => form.StartsWith(Json, StringComparison.Ordinal)) ? Parse(answer.Body) : null;
        foreach (var (name, form) in step.Captures)
        {
            if (Value(form, answer, body, target) is { Length: > 0 and <= LongestValue } value)
            {
                captured[name] = value;
            }
        }

        return captured;
    }

    private static string? Value(string form, FuzzAnswer answer, JsonDocument? body, Uri target) =>
        form.StartsWith(Json, StringComparison.Ordinal) ? (body is null ? null : Find(body.RootElement, form[Json.Length..]))
        : form.StartsWith(Header, StringComparison.Ordinal) ? answer.Header(form[Header.Length..])
        : form.StartsWith(Link, StringComparison.Ordinal) ? LinkCapture.Read(target, form[Link.Length..], answer)
        : form.StartsWith(Location, StringComparison.Ordinal) && answer.Header("Location") is { } location ? IdOf(location)
        : null;

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
        {
            if (
                element.ValueKind == JsonValueKind.Array
                && int.TryParse(part, out var index)
                && index >= 0
                && index < element.GetArrayLength()
            )
            {
                element = element[index];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => TextOf(element),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or no UTF-8.
            return null;
        }
    }

    // The last part of the path but a version: …/Patient/1/_history/2 is 1.
    private static string? IdOf(string location)
    {
        var end = location.AsSpan().IndexOfAny('?', '#');
        var parts = (end < 0 ? location : location[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [.., var id, "_history", _] => id,
            [.., var id] => id,
            _ => null,
        };
    }
}
