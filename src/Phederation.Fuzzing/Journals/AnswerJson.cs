using System.Text.Json;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Journals;

/// <summary>Answers as JSON, their bodies up to the journal's limit.</summary>
internal static class AnswerJson
{
    public static void Write(Utf8JsonWriter writer, FuzzAnswer answer)
    {
        writer.WriteNumber("status", answer.Status);
        if (answer.Fault is { } fault)
        {
            writer.WriteString("fault", fault.ToString());
        }

        ScenarioJson.WriteHeaders(writer, answer.Headers);
        var isCut = answer.IsCut;
        if (answer.Body.Length > 0)
        {
            isCut |= BodyJson.Write(writer, "body", answer.Body.Span, JournalLimits.AnswerBody);
        }

        if (isCut)
        {
            writer.WriteBoolean("cut", true);
        }

        if (answer.Revealed.Count > 0)
        {
            writer.WriteStartArray("revealed");
            foreach (var actor in answer.Revealed)
            {
                writer.WriteStringValue(actor);
            }

            writer.WriteEndArray();
        }

        writer.WriteNumber("micros", JsonShape.Micros(answer.Duration));
    }

    public static FuzzAnswer? Read(JsonElement element) =>
        element.TryGetProperty("status", out var status)
            ? new FuzzAnswer
            {
                Status = status.GetInt32(),
                Fault = element.TryGetProperty("fault", out var fault) ? JsonShape.Choice<TransportFault>(fault) : null,
                Headers = ScenarioJson.ReadHeaders(element),
                Body = BodyJson.Read(element, "body") ?? [],
                IsCut = JsonShape.Flag(element, "cut"),
                Revealed = JsonShape.List(element, "revealed", actor => actor.GetString()!),
                Duration = JsonShape.Time(element, "micros"),
            }
            : null;
}
