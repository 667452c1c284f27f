namespace Phederation.Containers.Engine;

/// <summary>A piece of output, at most 64 KiB; it may end within a line or a character.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Data">The bytes; they are the receiver's to keep.</param>
public readonly record struct LogChunk(LogSource Source, ReadOnlyMemory<byte> Data);
