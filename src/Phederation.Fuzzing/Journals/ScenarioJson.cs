using System.Text.Json;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Journals;

/// <summary>Scenarios as JSON, in journals and corpora: the same scenario always gives the same bytes.</summary>
internal static partial class ScenarioJson
{
    public static void Write(Utf8JsonWriter writer, Scenario scenario)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", scenario.Number);
        writer.WriteString("kind", scenario.Kind);
        if (scenario.Needs.Count > 0)
        {
            writer.WriteStartArray("needs");
            foreach (var need in scenario.Needs)
            {
                writer.WriteNumberValue(need);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("steps");
        foreach (var step in scenario.Steps)
        {
            Write(writer, step);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, FuzzRequest request)
    {
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        WriteHeaders(writer, request.Headers);
        if (request.ContentType is { } type)
        {
            writer.WriteString("type", type);
        }

        if (request.Body is { } body)
        {
            BodyJson.Write(writer, "body", body.Span);
        }

        writer.WriteString("actor", request.Actor);
    }

    public static void WriteHeaders(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (headers.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("headers");
        foreach (var (name, value) in headers)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ScenarioStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("operation", step.Operation);
        switch (step)
        {
            case EventStep happening:
                writer.WriteString("event", happening.Event.ToString());
                break;
            case RequestStep request:
                Write(writer, request);
                break;
            default:
                throw new NotSupportedException($"A step of the type {step.GetType().Name} has no form in a journal.");
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RequestStep step)
    {
        Write(writer, step.Request);
        writer.WriteString("intent", step.Intent.ToString());
        if (step.Fault is { } fault)
        {
            writer.WriteString("wrong", fault);
        }

        WriteTexts(writer, "captures", step.Captures);
        if (step.Produces is { } produces)
        {
            writer.WriteString("produces", produces);
        }

        if (step.Uses is { } uses)
        {
            writer.WriteStartArray("uses");
            writer.WriteStringValue(uses.Kind);
            writer.WriteNumberValue(uses.Scenario);
            writer.WriteNumberValue(uses.Step);
            writer.WriteEndArray();
        }

        if (step.Deletes)
        {
            writer.WriteBoolean("deletes", true);
        }
    }
}
