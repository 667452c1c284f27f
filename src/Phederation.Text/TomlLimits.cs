namespace Phederation.Text;

/// <summary>How large a document may be. Both bound the memory and the stack that an unfriendly document can take.</summary>
public sealed record TomlLimits
{
    /// <summary>4 MiB, 64 levels.</summary>
    public static TomlLimits Default { get; } = new();

    /// <summary>The greatest size in bytes of UTF-8.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How deep tables and arrays may nest.</summary>
    public int MaxDepth { get; init; } = 64;
}
