using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Phederation.Text.Parsing;

namespace Phederation.Text;

/// <summary>A table: values by key, in the order in which they were written.</summary>
#pragma warning disable CA1710 // Named after TOML's own word.
public sealed partial class TomlTable : TomlNode, IReadOnlyDictionary<string, TomlNode>
#pragma warning restore CA1710
{
    private readonly OrderedDictionary<string, TomlNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceLocation> _keys = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public int Count => _values.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc />
    public IEnumerable<TomlNode> Values => _values.Values;

    /// <inheritdoc />
    public override string TypeName => "a table";

    /// <summary>What made the table: that decides what may still add to it.</summary>
    internal TableOrigin Origin { get; set; }

    /// <summary>How many tables and arrays are around it.</summary>
    internal int Depth { get; init; }

    /// <inheritdoc />
    /// <exception cref="KeyNotFoundException">There is no such key; the typed readers report that with its place.</exception>
    public TomlNode this[string key] => _values[key];

    /// <summary>Adds a value under a new key.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, TomlNode value) => _values.Add(key, value);

    /// <inheritdoc />
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TomlNode value) => _values.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, TomlNode>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where a key was first written; the table's own place for one that wasn't read.</summary>
    public SourceLocation KeyLocation(string key) => _keys.TryGetValue(key, out var location) ? location : Location;

    internal void Add(string key, TomlNode value, SourceLocation keyLocation)
    {
        _values.Add(key, value);
        _keys.Add(key, keyLocation);
    }
}
