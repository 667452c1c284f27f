using System.Text.Encodings.Web;
using System.Text.Json;

namespace Phederation.Workloads.Transcripts;

/// <summary>The JSON form of a transcript, schema 1.</summary>
internal static class TranscriptJson
{
    public const int MaximumBytes = 32 * 1024 * 1024;
    private const int Schema = 1;

    public static byte[] Write(Transcript transcript)
    {
        using var buffer = new MemoryStream();
        // The file is read by people and never put into a page: only what JSON itself needs is escaped.
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("workloadSha256", transcript.WorkloadSha256);
            json.WriteString("imageId", transcript.ImageId);
            json.WriteStartArray("steps");
            foreach (var step in transcript.Steps)
            {
                json.WriteStartObject();
                json.WriteString("id", step.Id);
                json.WriteString("phase", step.Phase);
                json.WriteString("kind", step.Kind);
                json.WriteString("outcome", Name(step.Outcome));
                json.WriteStartArray("answer");
                foreach (var line in step.Answer)
                {
                    json.WriteStringValue(line);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    public static Transcript Read(byte[] bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.GetProperty("schema").GetInt32() != Schema)
            {
                throw new InvalidDataException($"{path}: schema {root.GetProperty("schema")} is unknown here; trace again");
            }

            return new Transcript
            {
                WorkloadSha256 = Text(root, "workloadSha256"),
                ImageId = Text(root, "imageId"),
                Steps = [.. root.GetProperty("steps").EnumerateArray().Select(ReadStep)],
            };
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: not a transcript ({exception.Message}); trace again", exception);
        }
    }

    private static TranscriptStep ReadStep(JsonElement step) =>
        new(
            Text(step, "id"),
            Text(step, "phase"),
            Text(step, "kind"),
            Text(step, "outcome") == Name(StepOutcome.Passed) ? StepOutcome.Passed : StepOutcome.Failed,
            [.. step.GetProperty("answer").EnumerateArray().Select(line => line.GetString() ?? "")]
        );

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string Name(StepOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
