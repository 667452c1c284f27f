namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>A text. Languages and databases order texts differently; only where all of them agree anything is said.</summary>
/// <param name="Value">The text.</param>
internal sealed record TextKey(string Value) : SortKey
{
    // Some keep only the beginning for searching.
    private const int MostCompared = 50;

    /// <inheritdoc/>
    public override string Kind => "text";

    /// <inheritdoc/>
    protected override string Shown => Value.Length > MostCompared ? Value[..MostCompared] + "…" : Value;

    /// <summary>The key of a text; null where there is none.</summary>
    public static TextKey? Of(string? text) => string.IsNullOrEmpty(text) ? null : new TextKey(text);

    /// <inheritdoc/>
    public override bool IsSurelyBefore(SortKey other)
    {
        if (other is not TextKey text)
        {
            return false;
        }

        var same = Value.AsSpan().CommonPrefixLength(text.Value);
        return same < Math.Min(MostCompared, Math.Min(Value.Length, text.Value.Length))
            && Value.AsSpan(0, same + 1).IndexOfAnyExcept(Plain) < 0
            && text.Value.AsSpan(0, same + 1).IndexOfAnyExcept(Plain) < 0
            // Numbers in texts are compared by their value here and there.
            && !(char.IsAsciiDigit(Value[same]) && char.IsAsciiDigit(text.Value[same]))
            && string.CompareOrdinal(Value, text.Value) < 0
            && string.Compare(Value, text.Value, StringComparison.OrdinalIgnoreCase) < 0;
    }

    // Marks, blanks and letters with marks have another place everywhere.
    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );
}
