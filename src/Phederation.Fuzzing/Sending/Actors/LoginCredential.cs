using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>A request that is answered with a token.</summary>
internal sealed class LoginCredential : ActorCredential
{
    private const string Token = "token";

    // Under any other name may be a user's, which answers may well have.
    private static readonly string[] KeyNames = ["pass", "pwd", "secret", "token", "key", "pin", "code"];

    /// <summary>The path that is asked by POST, relative to the target's base.</summary>
    public required string Path { get; init; }

    /// <summary>The fields of the body, in order: user and password under the names that the service has for them.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    /// <summary>Whether the body is JSON; else it is a form.</summary>
    public bool IsJson { get; init; }

    /// <summary>Where the token is in the answer: <c>header:NAME</c> or <c>json:a.b</c>.</summary>
    public required string TokenFrom { get; init; }

    /// <summary>What stands before the token in the header Authorization.</summary>
    public string Scheme { get; init; } = "Bearer";

    internal override IReadOnlyList<string> Secrets => [.. Fields.Select(pair => pair.Value)];

    internal override IReadOnlyList<string> Keys =>
        [
            .. Fields
                .Where(pair => KeyNames.Any(name => pair.Key.Contains(name, StringComparison.OrdinalIgnoreCase)))
                .Select(pair => pair.Value),
        ];

    internal override string? Authorization => null;

    /// <summary>The request that logs in.</summary>
    public FuzzRequest Request() =>
        new()
        {
            Method = "POST",
            Path = Path,
            ContentType = IsJson ? "application/json" : "application/x-www-form-urlencoded",
            Body = Encoding.UTF8.GetBytes(IsJson ? Json() : Form()),
        };

    /// <summary>The token of an answer; null when it has none.</summary>
    public string? TokenOf(FuzzAnswer answer, Uri target)
    {
        var step = new RequestStep
        {
            Operation = "login",
            Intent = RequestIntent.Open,
            Request = Request(),
            Captures = new Dictionary<string, string> { [Token] = TokenFrom },
        };
        return answer.Status is >= 200 and < 300 ? AnswerCaptures.Of(step, answer, target).GetValueOrDefault(Token) : null;
    }

    private string Form() =>
        string.Join('&', Fields.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private string Json()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
