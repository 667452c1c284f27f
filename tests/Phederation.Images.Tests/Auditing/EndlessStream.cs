namespace Phederation.Images.Tests.Auditing;

/// <summary>Some bytes, then the same block again and again, for ever.</summary>
internal sealed class EndlessStream(byte[] head, Func<long, byte[]> next) : Stream
{
    private byte[] _present = head;
    private int _at;
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _present.Length)
        {
            (_present, _at) = (next(_count++), 0);
        }

        var read = Math.Min(count, _present.Length - _at);
        _present.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
        _at += read;
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
