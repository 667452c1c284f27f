using System.Text;
using System.Text.Json;

namespace Phederation.Containers.Engine.Transport;

/// <summary>A path of the Engine API with its query; every part that comes from outside is escaped.</summary>
internal sealed class EngineQuery
{
    private readonly StringBuilder _text;
    private bool _hasQuery;

    public EngineQuery(string path) => _text = new StringBuilder(path);

    /// <summary>An id or name as one path segment.</summary>
    public static string Segment(string name) =>
        name is "" or "." or ".." || name.Contains('\0', StringComparison.Ordinal)
            ? throw new EngineException(EngineErrorKind.Refused, "name an object of the engine", $"'{name}' is no name.")
            : Uri.EscapeDataString(name);

    /// <summary>An image reference, whose slashes separate path segments.</summary>
    public static string Segments(string name) => string.Join('/', name.Split('/').Select(Segment));

    /// <summary>A time as the engine's queries want it: seconds since 1970 with a fraction.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time is { } moment ? $"{moment.ToUnixTimeSeconds()}.{moment.Ticks % TimeSpan.TicksPerSecond * 100:000000000}" : null;

    public EngineQuery Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    public EngineQuery Add(string name, bool value) => Add(name, value ? "1" : "0");

    public EngineQuery Flag(string name, bool value) => value ? Add(name, "1") : this;

    public EngineQuery Filters(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        filters.Count == 0 ? this : Add("filters", Json(filters));

    public EngineQuery Labels(IEnumerable<string> labels)
    {
        var list = labels.ToArray();
        return list.Length == 0 ? this : Filters(new Dictionary<string, IReadOnlyList<string>> { ["label"] = list });
    }

    public EngineQuery Map(string name, IReadOnlyDictionary<string, string> map) =>
        map.Count == 0 ? this : Add(name, Write(map, (writer, value) => writer.WriteStringValue(value)));

    public override string ToString() => _text.ToString();

    private static string Json(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        Write(
            filters,
            (writer, values) =>
            {
                writer.WriteStartArray();
                foreach (var value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }
        );

    private static string Write<T>(IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> writeValue)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in map)
            {
                writer.WritePropertyName(key);
                writeValue(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
