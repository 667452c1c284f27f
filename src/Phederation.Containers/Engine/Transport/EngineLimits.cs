namespace Phederation.Containers.Engine.Transport;

/// <summary>What is accepted from an engine: an answer beyond these is an error, not a reason to allocate.</summary>
internal static class EngineLimits
{
    public const int JsonDepth = 64;
    public const int JsonBody = 64 << 20;
    public const int ErrorBody = 256 << 10;
    public const int Line = 4 << 20;
    public const int Chunk = 64 << 10;
    public const int ArchiveStat = 64 << 10;

    public static readonly TimeSpan PlainCall = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan SlowCall = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(15);
}
