namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Where a value breaks its schema.</summary>
/// <param name="Kind">What it breaks.</param>
/// <param name="Path">Where: <c>items[].name</c>; empty is the value itself.</param>
/// <param name="What">What is there and should be, for a person.</param>
internal sealed record SchemaFault(SchemaFaultKind Kind, string Path, string What)
{
    /// <summary>A label by which faults are told apart: the kind in words, and where.</summary>
    public string Label => Path.Length == 0 ? Words(Kind) : $"{Words(Kind)}: {Path}";

    /// <summary>A kind in words.</summary>
    public static string Words(SchemaFaultKind kind) =>
        string.Concat(
            kind.ToString()
                .Select((c, at) => at > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")
        );
}
