using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.Fuzzing.Buckets;

namespace Phederation.Fuzzing.Journals;

/// <summary>The records of a journal as JSON: which kind one is stands first in it.</summary>
internal static class RecordJson
{
    public const string Campaign = "campaign";
    public const string Run = "run";
    public const string Verdict = "verdict";
    public const string Resumed = "resumed";
    public const string End = "end";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JournalLimits.Depth,
        SkipValidation = true,
    };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = JournalLimits.Depth };

    /// <summary>A writer that is reset for each record.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> to) => new(to, Options);

    /// <summary>Parses a record.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, Reading);

    public static string KindOf(JsonElement record) => JsonShape.Text(record, "record");

    public static void Write(Utf8JsonWriter writer, JournalHeader header)
    {
        Begin(writer, Campaign);
        HeaderJson.Write(writer, header);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, JournalRun run)
    {
        Begin(writer, Run);
        RunJson.Write(writer, run);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, JournalVerdict verdict)
    {
        Begin(writer, Verdict);
        writer.WriteNumber("at", JsonShape.Micros(verdict.At));
        writer.WriteString("bucket", verdict.Bucket);
        writer.WriteString("verdict", verdict.Verdict.ToString());
        writer.WriteNumber("tries", verdict.Tries);
        writer.WriteNumber("seen", verdict.Seen);
        writer.WriteNumber("requests", verdict.Requests);
        writer.WriteNumber("bytes", verdict.Bytes);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, JournalEnd end)
    {
        Begin(writer, End);
        writer.WriteNumber("at", JsonShape.Micros(end.At));
        writer.WriteString("reason", end.Reason.ToString());
        writer.WriteEndObject();
    }

    public static void WriteResumed(Utf8JsonWriter writer, TimeSpan at)
    {
        Begin(writer, Resumed);
        writer.WriteNumber("at", JsonShape.Micros(at));
        writer.WriteEndObject();
    }

    public static JournalVerdict ReadVerdict(JsonElement record) =>
        new()
        {
            At = JsonShape.Time(record, "at"),
            Bucket = JsonShape.Text(record, "bucket"),
            Verdict = JsonShape.Choice<BucketVerdict>(record.GetProperty("verdict")),
            Tries = record.GetProperty("tries").GetInt32(),
            Seen = record.GetProperty("seen").GetInt32(),
            Requests = record.GetProperty("requests").GetInt64(),
            Bytes = record.GetProperty("bytes").GetInt64(),
        };

    public static JournalEnd ReadEnd(JsonElement record) =>
        new(JsonShape.Choice<EndReason>(record.GetProperty("reason")), JsonShape.Time(record, "at"));

    private static void Begin(Utf8JsonWriter writer, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("record", kind);
    }
}
