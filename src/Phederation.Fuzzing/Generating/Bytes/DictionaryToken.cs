namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>A token of a dictionary.</summary>
/// <param name="Value">Its bytes, one at least.</param>
/// <param name="Name">What it is called; null where it has no name.</param>
/// <param name="Level">From which level on a fuzzer uses it; 0 is always.</param>
public sealed record DictionaryToken(ReadOnlyMemory<byte> Value, string? Name = null, int Level = 0)
{
    /// <inheritdoc/>
    public bool Equals(DictionaryToken? other) =>
        other is not null && Value.Span.SequenceEqual(other.Value.Span) && Name == other.Name && Level == other.Level;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}
