using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>A body read as JSON.</summary>
/// <param name="State">What it is.</param>
/// <param name="Root">The value, with <see cref="JsonState.Json"/>; every text in it is well-formed.</param>
internal sealed record JsonReading(JsonState State, JsonElement Root)
{
    /// <summary>
    /// What is compared is at most so deep. Bodies of fuzzing can be nested thousands deep, and come back so: a limit of a reader is no fault of the target.
    /// </summary>
    public const int MaxDepth = 500;

    private const int LargestDepth = 1_000_000;

    private static readonly ConditionalWeakTable<FuzzAnswer, JsonReading> Answers = [];

    /// <summary>The body of an answer.</summary>
    public static JsonReading Of(FuzzAnswer answer) =>
        Answers.GetValue(answer, static read => read.IsCut ? new JsonReading(JsonState.Undecided, default) : Of(read.Body));

    /// <summary>A body.</summary>
    public static JsonReading Of(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return new JsonReading(JsonState.Empty, default);
        }

        var state = Scan(body.Span);
        return new JsonReading(
            state,
            state == JsonState.Json ? JsonElement.Parse(body.Span, new JsonDocumentOptions { MaxDepth = MaxDepth }) : default
        );
    }

    private static JsonState Scan(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return JsonState.NotJson;
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = LargestDepth });
        var state = JsonState.Json;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth || (reader.ValueIsEscaped && !IsText(ref reader)))
                {
                    state = JsonState.Undecided;
                }
            }

            return state;
        }
        catch (JsonException)
        {
            return JsonState.NotJson;
        }
    }

    // "\ud800" alone is allowed by the grammar and is no text.
    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
