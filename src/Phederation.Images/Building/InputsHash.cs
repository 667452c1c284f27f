using System.Security.Cryptography;
using System.Text;

namespace Phederation.Images.Building;

/// <summary>A hash over named parts; the order in which they are added does not matter.</summary>
internal sealed class InputsHash
{
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>The parts by name.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts;

    /// <summary>Adds a short part as it is.</summary>
    public InputsHash Add(string name, string value)
    {
        _parts.Add(name, value);
        return this;
    }

    /// <summary>Adds bytes by their hash.</summary>
    public InputsHash Add(string name, ReadOnlySpan<byte> bytes) => Add(name, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Adds a file by its hash.</summary>
    public InputsHash AddFile(string name, string path) => Add(name, File.ReadAllBytes(path));

    /// <summary>The hash in lower-case hex.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _parts)
        {
            // Lengths first: no two lists of parts give the same text.
            text.Append(name.Length).Append(':').Append(name).Append(' ').Append(value.Length).Append(':').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
