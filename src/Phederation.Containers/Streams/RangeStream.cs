namespace Phederation.Containers.Streams;

/// <summary>A window on a seekable stream, which it owns. A file that became shorter meanwhile is an error, not zeroes.</summary>
internal sealed class RangeStream(Stream inner, long offset, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Math.Max(0, length - _position));
        inner.Position = offset + _position;
        return Advance(wanted == 0 ? 0 : inner.Read(buffer[..wanted]), wanted);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, Math.Max(0, length - _position));
        inner.Position = offset + _position;
        return Advance(wanted == 0 ? 0 : await inner.ReadAsync(buffer[..wanted], cancellationToken), wanted);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Advance(int read, int wanted)
    {
        if (read == 0 && wanted > 0)
        {
            throw new EndOfStreamException("A file became shorter while it was read.");
        }

        _position += read;
        return read;
    }
}
