using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.Fuzzing.Journals;
using Phederation.Text;

namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>A corpus as a file: JSON with a scenario in each line, so that a change of the corpus reads well as a change of the file. The same corpus always gives the same bytes.</summary>
public static class CorpusFile
{
    private const int Largest = 64 * 1024 * 1024;
    private const int Depth = 32;

    /// <summary>Writes a corpus; the file is there whole or as it was.</summary>
    /// <exception cref="FuzzException">The disk is full.</exception>
    public static void Save(Corpus corpus, string path)
    {
        var temporary = $"{path}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            File.WriteAllBytes(temporary, Write(corpus));
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException error) when (DiskRoom.IsGone(error))
        {
            File.Delete(temporary);
            throw DiskRoom.Error(path, error);
        }
    }

    /// <summary>Reads a corpus.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The name of the model that it must be of; null takes any.</param>
    /// <exception cref="FuzzException">It isn't there, is malformed, or of another version or model; the message has file:line:column.</exception>
    public static Corpus Load(string path, string? model)
    {
        if (!File.Exists(path))
        {
            throw new FuzzException(FuzzErrorKind.Missing, $"{path}: there is no such corpus.", "Look at the path.");
        }

        if (new FileInfo(path).Length > Largest)
        {
            throw Bad(new SourceLocation(path, 1, 1), $"the corpus is larger than {Largest} bytes", "Make it anew from a campaign.");
        }

        return Read(File.ReadAllBytes(path), path, model);
    }

    internal static byte[] Write(Corpus corpus)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Line(
            stream,
            $"{{\n  \"corpus\": {Corpus.CurrentFormat},\n  \"model\": {JsonSerializer.Serialize(corpus.Model)},\n  \"scenarios\": ["
        );
        for (var at = 0; at < corpus.Scenarios.Count; at++)
        {
            Line(stream, at == 0 ? "\n    " : ",\n    ");
            using var writer = new Utf8JsonWriter(stream, options);
            writer.WriteStartObject();
            writer.WritePropertyName("scenario");
            ScenarioJson.Write(writer, corpus.Scenarios[at].Scenario);
            writer.WriteStartArray("brings");
            foreach (var feature in corpus.Scenarios[at].Brings)
            {
                writer.WriteStringValue(feature);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Line(stream, corpus.Scenarios.Count == 0 ? "]\n}\n" : "\n  ]\n}\n");
        return stream.ToArray();
    }

    internal static Corpus Read(ReadOnlyMemory<byte> bytes, string path, string? model)
    {
        using var json = Parse(bytes, path);
        var root = json.RootElement;
        var format = Member(root, "corpus", JsonValueKind.Number, bytes.Span, path).GetInt32();
        if (format != Corpus.CurrentFormat)
        {
            throw Bad(
                JsonPlaces.OfMember(bytes.Span, "corpus", path),
                $"the corpus has the version {format}; this program reads {Corpus.CurrentFormat}",
                "Make it anew from a campaign."
            );
        }

        var own = Member(root, "model", JsonValueKind.String, bytes.Span, path).GetString()!;
        if (model is not null && own != model)
        {
            throw Bad(
                JsonPlaces.OfMember(bytes.Span, "model", path),
                $"the corpus is of the model '{own}', not of '{model}'",
                "Name the corpus of this model, or make one from a campaign."
            );
        }

        var items = Member(root, "scenarios", JsonValueKind.Array, bytes.Span, path);
        return new Corpus(own, [.. items.EnumerateArray().Select((item, place) => ReadScenario(item, place, bytes, path))]);
    }

    private static CorpusScenario ReadScenario(JsonElement item, int place, ReadOnlyMemory<byte> bytes, string path)
    {
        string wrong;
        try
        {
            var scenario = ScenarioJson.ReadScenario(item.GetProperty("scenario"));
            if (scenario.Number == place && scenario.Needs.All(need => need >= 0 && need < place) && scenario.Steps.Count > 0)
            {
                return new CorpusScenario(scenario, JsonShape.List(item, "brings", feature => feature.GetString()!));
            }

            wrong = "its number isn't its place, it needs one that doesn't stand before it, or has no steps";
        }
        catch (Exception error) when (JsonShape.IsWrongShape(error))
        {
            wrong = error.Message;
        }

        throw Bad(
            JsonPlaces.OfItem(bytes.Span, "scenarios", place, path),
            $"this is no scenario of a corpus: {wrong}",
            "Make the corpus anew from a campaign."
        );
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Depth });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json
                : throw Bad(new SourceLocation(path, 1, 1), "this is no corpus: it is no JSON object", "Make one from a campaign.");
        }
        catch (JsonException error)
        {
            var place = new SourceLocation(path, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1);
            throw Bad(place, "this is no JSON", "Take the corpus from its commit, or make it anew from a campaign.", error);
        }
    }

    private static JsonElement Member(JsonElement root, string name, JsonValueKind kind, ReadOnlySpan<byte> bytes, string path) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw Bad(
                JsonPlaces.OfMember(bytes, name, path),
                $"'{name}' is missing or no {kind}".ToLowerInvariant(),
                "Make the corpus anew from a campaign."
            );

    private static FuzzException Bad(SourceLocation place, string what, string mend, Exception? inner = null) =>
        new(FuzzErrorKind.BadInput, $"{place}: {what}.", mend, inner);

    private static void Line(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
