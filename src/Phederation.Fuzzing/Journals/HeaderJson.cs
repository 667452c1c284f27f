using System.Globalization;
using System.Text.Json;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Journals;

/// <summary>A journal's header as JSON.</summary>
internal static class HeaderJson
{
    public static void Write(Utf8JsonWriter writer, JournalHeader header)
    {
        writer.WriteNumber("format", JournalHeader.CurrentFormat);
        writer.WriteString("model", header.Model);
        writer.WriteNumber("seed", header.Seed);
        writer.WriteStartObject("shards");
        writer.WriteNumber("count", header.Shards.Count);
        writer.WriteStartArray("of");
        foreach (var index in header.Shards.Indexes)
        {
            writer.WriteNumberValue(index);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteString("base", header.BasePath);
        writer.WriteString("tool", header.Tool);
        writer.WriteString("started", header.Started.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        WriteList(writer, "actors", header.Actors, actor => [actor]);
        WriteList(writer, "operations", header.Operations, operation => [operation.Name, operation.Method, operation.Template]);
        WriteList(writer, "oracles", header.Oracles, oracle => [oracle.Name, oracle.Rule]);
    }

    /// <summary>Reads a header of the current format.</summary>
    public static JournalHeader Read(JsonElement element)
    {
        var shards = element.GetProperty("shards");
        return new JournalHeader
        {
            Model = JsonShape.Text(element, "model"),
            Seed = element.GetProperty("seed").GetUInt64(),
            Shards = new ShardSet(shards.GetProperty("count").GetInt32(), JsonShape.List(shards, "of", index => index.GetInt32())),
            BasePath = JsonShape.Text(element, "base"),
            Tool = JsonShape.Text(element, "tool"),
            Started = element.GetProperty("started").GetDateTimeOffset(),
            Actors = JsonShape.List(element, "actors", actor => actor[0].GetString()!),
            Operations = JsonShape.List(
                element,
                "operations",
                operation => new JournalOperation(operation[0].GetString()!, operation[1].GetString()!, operation[2].GetString()!)
            ),
            Oracles = JsonShape.List(element, "oracles", oracle => new JournalOracle(oracle[0].GetString()!, oracle[1].GetString()!)),
        };
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Func<T, string[]> texts)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartArray();
            foreach (var text in texts(item))
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
