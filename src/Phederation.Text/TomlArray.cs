using System.Collections;

namespace Phederation.Text;

/// <summary>An array; its elements may be of different types.</summary>
public sealed class TomlArray : TomlNode, IReadOnlyList<TomlNode>
{
    private readonly List<TomlNode> _elements = [];

    /// <summary>An empty array.</summary>
    public TomlArray() { }

    /// <summary>An array of elements.</summary>
    public TomlArray(IEnumerable<TomlNode> elements) => _elements.AddRange(elements);

    /// <inheritdoc />
    public int Count => _elements.Count;

    /// <inheritdoc />
    public override string TypeName => "an array";

    /// <summary>Made by [[headers]], so that further headers may add to it.</summary>
    internal bool IsOpen { get; init; }

    /// <inheritdoc />
    public TomlNode this[int index] => _elements[index];

    /// <summary>Adds an element at the end.</summary>
    public void Add(TomlNode element) => _elements.Add(element);

    /// <inheritdoc />
    public IEnumerator<TomlNode> GetEnumerator() => _elements.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
