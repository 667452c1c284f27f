using System.Text.Json;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Journals;

/// <summary>Runs of scenarios as JSON.</summary>
internal static class RunJson
{
    public static void Write(Utf8JsonWriter writer, JournalRun run)
    {
        writer.WriteNumber("at", JsonShape.Micros(run.At));
        if (run.Origin != ScenarioOrigin.Composed)
        {
            writer.WriteString("origin", run.Origin.ToString());
        }

        if (run.ComposedFor is { } operation)
        {
            writer.WriteString("for", operation);
        }

        writer.WriteNumber("bytes", run.Bytes);
        writer.WritePropertyName("scenario");
        ScenarioJson.Write(writer, run.Run.Scenario);
        writer.WriteStartArray("results");
        for (var step = 0; step < run.Run.Results.Count; step++)
        {
            Write(writer, run.Run.Scenario.Steps[step], run.Run.Results[step]);
        }

        writer.WriteEndArray();
        Write(writer, run.Run.Condition);
        WriteFindings(writer, run.Findings);
        if (run.Signals.Count > 0)
        {
            writer.WriteStartArray("signals");
            foreach (var signal in run.Signals)
            {
                writer.WriteStringValue(signal);
            }

            writer.WriteEndArray();
        }
    }

    public static JournalRun Read(JsonElement element)
    {
        var scenario = ScenarioJson.ReadScenario(element.GetProperty("scenario"));
        var results = element.GetProperty("results").EnumerateArray().Select((result, step) => ReadResult(result, scenario.Steps[step]));
        return new JournalRun
        {
            At = JsonShape.Time(element, "at"),
            Origin = element.TryGetProperty("origin", out var origin) ? JsonShape.Choice<ScenarioOrigin>(origin) : ScenarioOrigin.Composed,
            ComposedFor = JsonShape.OptionalText(element, "for"),
            Bytes = element.GetProperty("bytes").GetInt64(),
            Run = new ScenarioRun(scenario, [.. results], ReadCondition(element.GetProperty("condition"))),
            Findings = JsonShape.List(element, "findings", ReadFinding),
            Signals = JsonShape.List(element, "signals", signal => signal.GetString()!),
        };
    }

    private static void Write(Utf8JsonWriter writer, ScenarioStep step, StepResult result)
    {
        writer.WriteStartObject();
        if (result.Sent is { } sent && !ReferenceEquals(sent, (step as RequestStep)?.Request))
        {
            writer.WriteStartObject("sent");
            ScenarioJson.Write(writer, sent);
            writer.WriteEndObject();
        }

        if (result.Answer is { } answer)
        {
            AnswerJson.Write(writer, answer);
        }

        ScenarioJson.WriteTexts(writer, "captured", result.Captured);
        if (result.Event is { } happened)
        {
            writer.WriteBoolean("done", happened.IsDone);
            if (happened.Recovered is { } recovered)
            {
                writer.WriteNumber("recovered", JsonShape.Micros(recovered));
            }

            if (happened.ExitCode is { } exitCode)
            {
                writer.WriteNumber("exit", exitCode);
            }
        }

        writer.WriteEndObject();
    }

    private static StepResult ReadResult(JsonElement element, ScenarioStep step)
    {
        var answer = AnswerJson.Read(element);
        return new StepResult
        {
            Sent =
                element.TryGetProperty("sent", out var sent) ? ScenarioJson.ReadRequest(sent)
                : answer is not null ? (step as RequestStep)?.Request
                : null,
            Answer = answer,
            Captured = ScenarioJson.ReadTexts(element, "captured"),
            Event = element.TryGetProperty("done", out var done)
                ? new EventResult(
                    done.GetBoolean(),
                    element.TryGetProperty("recovered", out _) ? JsonShape.Time(element, "recovered") : null,
                    element.TryGetProperty("exit", out var exit) ? exit.GetInt32() : null
                )
                : null,
        };
    }

    private static void Write(Utf8JsonWriter writer, TargetCondition condition)
    {
        writer.WriteStartObject("condition");
        writer.WriteBoolean("serving", condition.IsServing);
        if (condition.UnaskedEnds > 0)
        {
            writer.WriteNumber("ends", condition.UnaskedEnds);
        }

        if (condition.IsOutOfMemory)
        {
            writer.WriteBoolean("oom", true);
        }

        if (condition.MemoryBytes is { } memory)
        {
            writer.WriteNumber("memory", memory);
        }

        writer.WriteEndObject();
    }

    private static TargetCondition ReadCondition(JsonElement element) =>
        new(
            element.GetProperty("serving").GetBoolean(),
            (int)JsonShape.Number(element, "ends", 0),
            JsonShape.Flag(element, "oom"),
            element.TryGetProperty("memory", out var memory) ? memory.GetInt64() : null
        );

    private static void WriteFindings(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("oracle", finding.Oracle);
            writer.WriteString("severity", finding.Severity.ToString());
            writer.WriteString("operation", finding.Operation);
            writer.WriteNumber("step", finding.Step);
            writer.WriteString("message", finding.Message);
            writer.WriteString("detail", finding.Detail);
            if (finding.Place is { } place)
            {
                writer.WriteString("place", place);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Finding ReadFinding(JsonElement element) =>
        new(
            JsonShape.Text(element, "oracle"),
            JsonShape.Choice<FindingSeverity>(element.GetProperty("severity")),
            JsonShape.Text(element, "operation"),
            element.GetProperty("step").GetInt32(),
            JsonShape.Text(element, "message"),
            JsonShape.Text(element, "detail")
        )
        {
            Place = JsonShape.OptionalText(element, "place"),
        };
}
