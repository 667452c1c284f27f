using System.Text.Json;

namespace Phederation.Seccomp;

/// <summary>Typed reading of JSON from outside: bounded, strict about duplicates, every error with its place.</summary>
internal readonly struct JsonCursor
{
    private const int DeepestNesting = 16;
    private const string NoText = "a text is broken UTF-8, or holds half of a surrogate pair";

    private readonly JsonElement _element;
    private readonly string _source;
    private readonly string _path;

    private JsonCursor(JsonElement element, string source, string path)
    {
        _element = element;
        _source = source;
        _path = path;
    }

    /// <summary>Reads a document. The cursor stays valid: its memory is its own.</summary>
    /// <exception cref="SeccompFormatException">It is no JSON, too large, too deep, or names a member twice.</exception>
    public static JsonCursor Parse(ReadOnlyMemory<byte> utf8, string source, int largest)
    {
        if (utf8.Length > largest)
        {
            throw new SeccompFormatException(source, "$", $"it has {utf8.Length} bytes, more than the {largest} that are read");
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(utf8, options);
            return new JsonCursor(document.RootElement.Clone(), source, "$");
        }
        catch (JsonException exception)
        {
            throw new SeccompFormatException(source, exception.Path ?? "$", $"it is no valid JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The reader looks for members that are named twice, and can't compare names that are no text.
            throw new SeccompFormatException(source, "$", NoText, exception);
        }
    }

    /// <summary>A member that must be there.</summary>
    public JsonCursor this[string name] => Optional(name) ?? throw Error($"the member '{name}' is missing");

    /// <summary>A member, or null where it is absent or null.</summary>
    public JsonCursor? Optional(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonCursor(value, _source, $"{_path}.{name}")
            : null;
    }

    /// <summary>Refuses members that nothing reads: a misspelt one would silently mean nothing.</summary>
    public JsonCursor Only(params ReadOnlySpan<string> known)
    {
        Require(JsonValueKind.Object, "an object");
        foreach (var member in _element.EnumerateObject())
        {
            var (place, named) = (this, member);
            var name = place.Text(() => named.Name);
            if (!known.Contains(name))
            {
                throw Error($"the member '{name}' is unknown");
            }
        }

        return this;
    }

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonCursor> Items()
    {
        Require(JsonValueKind.Array, "an array");
        var (source, path) = (_source, _path);
        return _element.EnumerateArray().Select((item, index) => new JsonCursor(item, source, $"{path}[{index}]"));
    }

    /// <summary>Each element read by a function, as a list.</summary>
    public IReadOnlyList<T> List<T>(Func<JsonCursor, T> read) => [.. Items().Select(read)];

    public string String()
    {
        Require(JsonValueKind.String, "a string");
        var element = _element;
        return Text(() => element.GetString()!);
    }

    public bool Boolean() =>
        _element.ValueKind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : throw Error("true or false is expected");

    public int Int32() => IsNumber() && _element.TryGetInt32(out var value) ? value : throw Error("a whole number is expected");

    public uint UInt32() =>
        IsNumber() && _element.TryGetUInt32(out var value) ? value : throw Error("a whole number from 0 to 4294967295 is expected");

    public ulong UInt64() => IsNumber() && _element.TryGetUInt64(out var value) ? value : throw Error("a whole number from 0 is expected");

    public double Double() => IsNumber() && _element.TryGetDouble(out var value) ? value : throw Error("a number is expected");

    /// <summary>An error at this place.</summary>
    public SeccompFormatException Error(string problem) => new(_source, _path, problem);

    // Broken UTF-8 and halves of surrogate pairs pass the reader, which looks at texts only when they are asked for.
    private string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException exception)
        {
            throw new SeccompFormatException(_source, _path, NoText, exception);
        }
    }

    private bool IsNumber() => _element.ValueKind == JsonValueKind.Number;

    private void Require(JsonValueKind kind, string what)
    {
        if (_element.ValueKind != kind)
        {
            throw Error($"{what} is expected");
        }
    }
}
