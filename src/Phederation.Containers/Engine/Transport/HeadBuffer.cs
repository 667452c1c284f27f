using System.Buffers;
using System.Text;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Keeps the first bytes of a stream and remembers whether more came.</summary>
internal sealed class HeadBuffer(int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    public bool IsTruncated { get; private set; }

    public void Add(ReadOnlySpan<byte> data)
    {
        var room = (int)Math.Min(data.Length, limit - _kept.WrittenCount);
        IsTruncated |= room < data.Length;
        _kept.Write(data[..room]);
    }

    public override string ToString() => Encoding.UTF8.GetString(_kept.WrittenSpan);
}
