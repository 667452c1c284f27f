namespace Phederation.Text;

/// <content>Reading values by type: what is missing, of another type or unknown is reported with its place and how to mend it.</content>
public sealed partial class TomlTable
{
    /// <summary>The string under a key.</summary>
    /// <exception cref="TomlException">It is absent or of another type.</exception>
    public string String(string key) => Required<TomlString>(key, $"{key} = \"…\"").Value;

    /// <summary>The string under a key, or null where it is absent.</summary>
    /// <exception cref="TomlException">It is of another type.</exception>
    public string? OptionalString(string key) => Optional<TomlString>(key, $"{key} = \"…\"")?.Value;

    /// <summary>The integer under a key.</summary>
    /// <exception cref="TomlException">It is absent, of another type, or out of its range.</exception>
    public long Integer(string key, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        InRange(key, Required<TomlInteger>(key, $"{key} = 42").Value, minimum, maximum);

    /// <summary>The integer under a key, or null where it is absent.</summary>
    /// <exception cref="TomlException">It is of another type, or out of its range.</exception>
    public long? OptionalInteger(string key, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        Optional<TomlInteger>(key, $"{key} = 42") is { } integer ? InRange(key, integer.Value, minimum, maximum) : null;

    /// <summary>The boolean under a key.</summary>
    /// <exception cref="TomlException">It is absent or of another type.</exception>
    public bool Boolean(string key) => Required<TomlBoolean>(key, $"{key} = true").Value;

    /// <summary>The boolean under a key, or null where it is absent.</summary>
    /// <exception cref="TomlException">It is of another type.</exception>
    public bool? OptionalBoolean(string key) => Optional<TomlBoolean>(key, $"{key} = true")?.Value;

    /// <summary>The number under a key; an integer is taken too.</summary>
    /// <exception cref="TomlException">It is absent or of another type.</exception>
    public double Double(string key) => OptionalDouble(key) ?? throw Missing(key, $"{key} = 1.5");

    /// <summary>The number under a key, or null where it is absent; an integer is taken too.</summary>
    /// <exception cref="TomlException">It is of another type.</exception>
    public double? OptionalDouble(string key) =>
        TryGetValue(key, out var node) && node is TomlInteger integer ? integer.Value : Optional<TomlFloat>(key, $"{key} = 1.5")?.Value;

    /// <summary>The date or time under a key.</summary>
    /// <exception cref="TomlException">It is absent or of another type.</exception>
    public TomlDateTime DateTime(string key) => Required<TomlDateTime>(key, $"{key} = 2026-01-31");

    /// <summary>The date or time under a key, or null where it is absent.</summary>
    /// <exception cref="TomlException">It is of another type.</exception>
    public TomlDateTime? OptionalDateTime(string key) => Optional<TomlDateTime>(key, $"{key} = 2026-01-31");

    /// <summary>The table under a key.</summary>
    /// <exception cref="TomlException">It is absent or of another type.</exception>
    public TomlTable Table(string key) => Required<TomlTable>(key, $"[{key}]");

    /// <summary>The table under a key, or null where it is absent.</summary>
    /// <exception cref="TomlException">It is of another type.</exception>
    public TomlTable? OptionalTable(string key) => Optional<TomlTable>(key, $"[{key}]");

    /// <summary>The array of strings under a key.</summary>
    /// <exception cref="TomlException">It, or one of its elements, is absent or of another type.</exception>
    public IReadOnlyList<string> Strings(string key) => StringsOf(key, Required<TomlArray>(key, $"{key} = [\"…\"]"));

    /// <summary>The array of strings under a key, empty where it is absent.</summary>
    /// <exception cref="TomlException">It, or one of its elements, is of another type.</exception>
    public IReadOnlyList<string> OptionalStrings(string key) =>
        Optional<TomlArray>(key, $"{key} = [\"…\"]") is { } array ? StringsOf(key, array) : [];

    /// <summary>The array of tables under a key.</summary>
    /// <exception cref="TomlException">It, or one of its elements, is absent or of another type.</exception>
    public IReadOnlyList<TomlTable> Tables(string key) => TablesOf(key, Required<TomlArray>(key, $"[[{key}]]"));

    /// <summary>The array of tables under a key, empty where it is absent.</summary>
    /// <exception cref="TomlException">It, or one of its elements, is of another type.</exception>
    public IReadOnlyList<TomlTable> OptionalTables(string key) =>
        Optional<TomlArray>(key, $"[[{key}]]") is { } array ? TablesOf(key, array) : [];

    /// <summary>Refuses keys that nobody reads: a mistyped key must not be silently without effect.</summary>
    /// <exception cref="TomlException">The first unknown key, with the nearest known one.</exception>
    public void RejectUnknown(params string[] known)
    {
        foreach (var key in Keys)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                var mend =
                    NearestName.Find(key, known) is { } nearest ? $"did you mean '{nearest}'?"
                    : known.Length == 0 ? "remove it"
                    : $"the known keys are {string.Join(", ", known)}";
                throw new TomlException(KeyLocation(key), $"the key '{key}' is unknown here; {mend}");
            }
        }
    }

    /// <summary>An error about the value under a key, at its place, or at the table's where it is absent.</summary>
    /// <param name="key">The key.</param>
    /// <param name="message">What is wrong and, after a semicolon, how to mend it.</param>
    public TomlException Error(string key, string message) =>
        new(TryGetValue(key, out var node) && node.Location.Line > 0 ? node.Location : Location, message);

    private static string[] StringsOf(string key, TomlArray array) =>
        [.. array.Select(node => node is TomlString text ? text.Value : throw WrongElement(key, node, "a string", "put it in quotes"))];

    private static TomlTable[] TablesOf(string key, TomlArray array) =>
        [.. array.Select(node => node as TomlTable ?? throw WrongElement(key, node, "a table", $"begin each with [[{key}]]"))];

    private static TomlException WrongElement(string key, TomlNode node, string expected, string mend) =>
        new(node.Location, $"each element of '{key}' must be {expected}, not {node.TypeName}; {mend}");

    private long InRange(string key, long value, long minimum, long maximum) =>
        value >= minimum && value <= maximum ? value : throw Error(key, $"'{key}' is {value}; it must be {RangeText(minimum, maximum)}");

    private static string RangeText(long minimum, long maximum) =>
        maximum == long.MaxValue ? $"at least {minimum}"
        : minimum == long.MinValue ? $"at most {maximum}"
        : $"from {minimum} to {maximum}";

    private T Required<T>(string key, string example)
        where T : TomlNode => Optional<T>(key, example) ?? throw Missing(key, example);

    private T? Optional<T>(string key, string example)
        where T : TomlNode
    {
        if (!TryGetValue(key, out var node))
        {
            return null;
        }

        return node as T ?? throw Error(key, $"'{key}' is {node.TypeName}, which can't be read here; write it like {example}");
    }

    private TomlException Missing(string key, string example) => new(Location, $"'{key}' is missing; add {example}");
}
