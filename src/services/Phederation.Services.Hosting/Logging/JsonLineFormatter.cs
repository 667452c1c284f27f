using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Npgsql;

namespace Phederation.Services.Hosting.Logging;

/// <summary>
/// One JSON object a line. Of an exception it writes the types and the places, not the message: messages of parsers and of the database quote values,
/// which may be a patient's.
/// </summary>
/// <param name="time">The clock of the lines.</param>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which the console knows it.</summary>
    public const string FormatterName = "phederation-json";

    private const int LongestText = 2048;
    private const int LongestStack = 8192;

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        // Lines are read by people and collectors, never by a browser: an apostrophe stays one.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Name is { Length: > 0 } name)
            {
                json.WriteString("event", name);
            }

            json.WriteString("message", Cut(logEntry.Formatter(logEntry.State, null), LongestText));
            WriteFields(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>);
            scopeProvider?.ForEachScope(
                static (scope, writer) =>
                {
                    if (scope is RequestScope request)
                    {
                        writer.WriteString("request", request.Id);
                    }
                },
                json
            );
            if (logEntry.Exception is { } exception)
            {
                WriteException(json, exception);
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? fields)
    {
        if (fields is null || fields.All(field => field.Key == "{OriginalFormat}"))
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (key, value) in fields.Where(field => field.Key != "{OriginalFormat}"))
        {
            switch (value)
            {
                case int number:
                    json.WriteNumber(key, number);
                    break;
                case long number:
                    json.WriteNumber(key, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(key, Math.Round(number, 3));
                    break;
                case bool flag:
                    json.WriteBoolean(key, flag);
                    break;
                default:
                    json.WriteString(key, Cut($"{value}", LongestText));
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void WriteException(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartArray("exception");
        for (var (cause, depth) = (exception, 0); cause is not null && depth < 8; cause = cause.InnerException, depth++)
        {
            json.WriteStringValue(
                cause is PostgresException postgres ? $"{cause.GetType()} [{postgres.SqlState}]" : cause.GetType().ToString()
            );
        }

        json.WriteEndArray();
        if (exception.StackTrace is { } stack)
        {
            json.WriteString("stack", Cut(stack, LongestStack));
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Trace or LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "error",
            _ => "fatal",
        };
}
