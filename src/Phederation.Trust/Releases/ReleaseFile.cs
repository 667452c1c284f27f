namespace Phederation.Trust.Releases;

/// <summary>A file of a release.</summary>
public sealed record ReleaseFile
{
    /// <summary>Its path in the release, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its bytes, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }
}
