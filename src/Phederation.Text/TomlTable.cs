using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Phederation.Text.Parsing;

namespace Phederation.Text;

/// <summary>A table: values by key, in the order in which they were written.</summary>
#pragma warning disable CA1710 // Named after TOML's own word.
public sealed partial class TomlTable : TomlNode, IReadOnlyDictionary<string, TomlNode>
#pragma warning restore CA1710
{
    // None until the first key: a small document may hold very many empty tables.
    private OrderedDictionary<string, Entry>? _entries;

    private readonly record struct Entry(TomlNode Value, SourceLocation KeyLocation);

    /// <inheritdoc />
    public int Count => _entries?.Count ?? 0;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _entries?.Keys ?? Enumerable.Empty<string>();

    /// <inheritdoc />
    public IEnumerable<TomlNode> Values => this.Select(pair => pair.Value);

    /// <inheritdoc />
    public override string TypeName => "a table";

    /// <summary>What made the table: that decides what may still add to it.</summary>
    internal TableOrigin Origin { get; set; }

    /// <summary>How many tables and arrays are around it.</summary>
    internal int Depth { get; init; }

    /// <inheritdoc />
    /// <exception cref="KeyNotFoundException">There is no such key; the typed readers report that with its place.</exception>
    public TomlNode this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The table has no key '{key}'.");

    /// <summary>Adds a value under a new key.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, TomlNode value) => Add(key, value, Location);

    /// <inheritdoc />
    public bool ContainsKey(string key) => _entries?.ContainsKey(key) ?? false;

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TomlNode value)
    {
        var entry = default(Entry);
        var isThere = _entries is not null && _entries.TryGetValue(key, out entry);
        value = entry.Value;
        return isThere;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, TomlNode>> GetEnumerator() =>
        (_entries ?? []).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where a key was first written; the table's own place for one that wasn't read.</summary>
    public SourceLocation KeyLocation(string key) =>
        _entries is not null && _entries.TryGetValue(key, out var entry) ? entry.KeyLocation : Location;

    internal void Add(string key, TomlNode value, SourceLocation keyLocation) =>
        (_entries ??= new OrderedDictionary<string, Entry>(StringComparer.Ordinal)).Add(key, new Entry(value, keyLocation));
}
