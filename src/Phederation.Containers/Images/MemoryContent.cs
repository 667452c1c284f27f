using System.Runtime.InteropServices;

namespace Phederation.Containers.Images;

/// <summary>Bytes in memory.</summary>
internal sealed record MemoryContent(ReadOnlyMemory<byte> Bytes) : LayerContent(Bytes.Length)
{
    public override Stream Open() =>
        MemoryMarshal.TryGetArray(Bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(Bytes.ToArray(), writable: false);
}
