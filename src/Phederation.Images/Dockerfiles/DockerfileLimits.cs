namespace Phederation.Images.Dockerfiles;

/// <summary>How large a Dockerfile may be. All bound what an unfriendly file can take of memory, time and stack.</summary>
public sealed record DockerfileLimits
{
    /// <summary>1 MiB, 20,000 lines, 16 levels, 256 heredocs in an instruction.</summary>
    public static DockerfileLimits Default { get; } = new();

    /// <summary>The greatest size in bytes of UTF-8.</summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>The greatest number of lines.</summary>
    public int MaxLines { get; init; } = 20_000;

    /// <summary>How many heredocs one instruction may have.</summary>
    public int MaxHeredocs { get; init; } = 256;

    /// <summary>How deep <c>${a:-${b:-…}}</c> may nest; for all files the same, as texts are expanded long after they were read.</summary>
    public const int MaxDepth = 16;
}
