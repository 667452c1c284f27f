using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Phederation.WebApi.Json;

/// <summary>
/// A value of a JSON document that knows where it is, so that every error says so. Members that are null count as absent, and a number may be
/// written as a string: existing definitions hold both.
/// </summary>
internal sealed class JsonCursor
{
    /// <summary>The longest text that a member may hold unless its reader says otherwise, in characters.</summary>
    public const int LongestText = 4000;

    private readonly JsonElement _value;
    private readonly JsonCursor? _parent;
    private readonly string? _name;
    private readonly int _index;

    /// <summary>The document's root.</summary>
    public JsonCursor(JsonElement root)
        : this(root, parent: null, name: null, index: -1) { }

    private JsonCursor(JsonElement value, JsonCursor? parent, string? name, int index)
    {
        _value = value;
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The place, as <c>$.a[0].b</c>.</summary>
    public string Path
    {
        get
        {
            var parts = new Stack<string>();
            for (var cursor = this; cursor._parent is not null; cursor = cursor._parent)
            {
                parts.Push(cursor._name is null ? $"[{cursor._index.ToString(CultureInfo.InvariantCulture)}]" : $".{Shown(cursor._name)}");
            }

            return new StringBuilder("$").AppendJoin("", parts).ToString();
        }
    }

    /// <summary>The value as it is.</summary>
    public JsonElement Element => _value;

    /// <summary>The error that something is wrong here.</summary>
    public JsonFormatException Error(string problem) => new(Path, problem);

    /// <summary>Itself, when it is an object.</summary>
    public JsonCursor AsObject() => _value.ValueKind == JsonValueKind.Object ? this : throw Error("an object is expected.");

    /// <summary>A member, or null when it is absent or null.</summary>
    public JsonCursor? Member(string name) =>
        _value.ValueKind == JsonValueKind.Object && _value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonCursor(value, this, name, -1)
            : null;

    /// <summary>A member that must be there.</summary>
    public JsonCursor RequiredMember(string name) => Member(name) ?? throw Error($"the member {name} is missing.");

    /// <summary>The only member of an object that wraps one value under the name of its type.</summary>
    public (string Name, JsonCursor Value) OnlyMember(Func<string, bool> isKnown)
    {
        AsObject();
        foreach (var property in _value.EnumerateObject())
        {
            if (isKnown(property.Name))
            {
                return (property.Name, new JsonCursor(property.Value, this, property.Name, -1).AsObject());
            }
        }

        throw Error("none of its members names a known type.");
    }

    /// <summary>The elements of a member that is an array; none when it is absent.</summary>
    /// <param name="name">The member.</param>
    /// <param name="most">How many elements are accepted.</param>
    public IReadOnlyList<JsonCursor> Items(string name, int most) => Member(name)?.Items(most) ?? [];

    /// <summary>The elements of this array.</summary>
    /// <param name="most">How many elements are accepted.</param>
    public IReadOnlyList<JsonCursor> Items(int most)
    {
        if (_value.ValueKind != JsonValueKind.Array)
        {
            throw Error("an array is expected.");
        }

        var count = _value.GetArrayLength();
        return count <= most
            ? [.. _value.EnumerateArray().Select((item, index) => new JsonCursor(item, this, name: null, index))]
            : throw Error($"{count} elements are more than the {most} that are accepted.");
    }

    /// <summary>A text; null when it is absent.</summary>
    public string? Text(string name, int longest = LongestText) => Member(name)?.AsText(longest);

    /// <summary>This text. A number or a truth value is taken as its text.</summary>
    public string AsText(int longest = LongestText)
    {
        var text = _value.ValueKind switch
        {
            JsonValueKind.String => _value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => _value.GetRawText(),
            _ => throw Error("a text is expected."),
        };
        return text.Length > longest ? throw Error($"the text is longer than {longest} characters.")
            : text.Contains('\0', StringComparison.Ordinal) ? throw Error("the text holds a NUL character.")
            : text;
    }

    /// <summary>A whole number; null when it is absent.</summary>
    public int? Integer(string name, int least, int most) => Member(name)?.AsInteger(least, most);

    /// <summary>This whole number.</summary>
    public int AsInteger(int least, int most) =>
        AsDecimal() is var value && value == decimal.Truncate(value) && value >= least && value <= most
            ? (int)value
            : throw Error($"a whole number from {least} to {most} is expected.");

    /// <summary>A number; null when it is absent.</summary>
    public decimal? Decimal(string name) => Member(name)?.AsDecimal();

    /// <summary>This number.</summary>
    public decimal AsDecimal()
    {
        decimal value;
        var isNumber = _value.ValueKind switch
        {
            JsonValueKind.Number => _value.TryGetDecimal(out value),
            JsonValueKind.String => decimal.TryParse(_value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            _ => (value = 0) != 0,
        };
        return isNumber ? value : throw Error("a number is expected.");
    }

    /// <summary>A truth value; null when it is absent. 0 and 1 and their texts are taken too.</summary>
    public bool? Boolean(string name) => Member(name)?.AsBoolean();

    private bool AsBoolean() =>
        _value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when _value.TryGetInt32(out var number) && number is 0 or 1 => _value.GetInt32() == 1,
            JsonValueKind.String when bool.TryParse(_value.GetString(), out var truth) => truth,
            _ => throw Error("true or false is expected."),
        };

    // A name comes from outside: no more of it than tells where to look.
    private static string Shown(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
