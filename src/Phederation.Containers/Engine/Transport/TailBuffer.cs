using System.Text;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Keeps the last bytes of a stream.</summary>
internal sealed class TailBuffer(int limit)
{
    private readonly Queue<byte[]> _pieces = new();
    private long _length;

    public void Add(ReadOnlySpan<byte> data)
    {
        _pieces.Enqueue(data.ToArray());
        _length += data.Length;
        while (_length - _pieces.Peek().Length >= limit && _pieces.Count > 1)
        {
            _length -= _pieces.Dequeue().Length;
        }
    }

    public override string ToString()
    {
        var all = _pieces.SelectMany(piece => piece).ToArray();
        return Encoding.UTF8.GetString(all.AsSpan(Math.Max(0, all.Length - limit)));
    }
}
