using System.Text.Json;

namespace Phederation.Trust.Tuf;

/// <summary>JSON from outside: bounded depth, no key twice, no comments, and every fault one kind of refusal.</summary>
internal static class StrictJson
{
    public const int MaximumDepth = 32;

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a document and gives it to a reader, whose faults about shape become refusals too.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string where, Func<JsonElement, T> read) =>
        Shaped(
            where,
            () =>
            {
                using var document = JsonDocument.Parse(bytes, Options);
                return read(document.RootElement.Clone());
            }
        );

    /// <summary>Runs a reader of JSON; its faults about shape become refusals.</summary>
    public static T Shaped<T>(string where, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault)
            when (fault
                    is JsonException
                        or KeyNotFoundException
                        or FormatException
                        or InvalidOperationException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new RefusedException(
                RefusalCode.Malformed,
                $"it is not the JSON that is expected: {fault.Message}",
                where,
                "it was damaged or made by something else: fetch it again"
            );
        }
    }

    /// <summary>A list that was read; the reader lets nulls stand in lists where the type has none.</summary>
    public static IReadOnlyList<T> NoNulls<T>(IReadOnlyList<T> list)
        where T : class => list.Any(item => item is null) ? throw new FormatException("a null stands in a list") : list;

    /// <summary>A member that must be a string.</summary>
    public static string String(JsonElement owner, string name) =>
        owner.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    /// <summary>A member that must be an integer of at least <paramref name="minimum"/>.</summary>
    public static int Integer(JsonElement owner, string name, int minimum)
    {
        var value = owner.GetProperty(name).GetInt32();
        return value >= minimum ? value : throw new FormatException($"'{name}' is {value}, at least {minimum} is expected");
    }
}
