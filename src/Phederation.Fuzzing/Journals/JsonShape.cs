using System.Text.Json;

namespace Phederation.Fuzzing.Journals;

/// <summary>Reads parts of JSON that this library wrote itself.</summary>
internal static class JsonShape
{
    /// <summary>Whether an exception says that a part isn't there or is of another type.</summary>
    public static bool IsWrongShape(Exception exception) =>
        exception
            is JsonException
                or InvalidOperationException
                or KeyNotFoundException
                or FormatException
                or IndexOutOfRangeException
                or OverflowException;

    public static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    public static string? OptionalText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) ? found.GetString() : null;

    public static long Number(JsonElement element, string name, long otherwise) =>
        element.TryGetProperty(name, out var found) ? found.GetInt64() : otherwise;

    public static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var found) && found.GetBoolean();

    public static T Choice<T>(JsonElement element)
        where T : struct, Enum =>
        Enum.TryParse<T>(element.GetString(), out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new FormatException($"'{element.GetString()}' is no {typeof(T).Name}");

    public static IReadOnlyList<T> List<T>(JsonElement element, string name, Func<JsonElement, T> read) =>
        element.TryGetProperty(name, out var found) ? [.. found.EnumerateArray().Select(read)] : [];

    /// <summary>Microseconds.</summary>
    public static TimeSpan Time(JsonElement element, string name) =>
        TimeSpan.FromTicks(checked(element.GetProperty(name).GetInt64() * TimeSpan.TicksPerMicrosecond));

    /// <summary>Microseconds.</summary>
    public static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
