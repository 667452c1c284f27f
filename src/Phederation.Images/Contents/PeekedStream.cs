namespace Phederation.Images.Contents;

/// <summary>A stream whose first block was looked at, to tell a layer from a document: the names in an archive don't tell.</summary>
internal sealed class PeekedStream : Stream
{
    private const int Block = 512;
    private readonly Stream _inner;
    private readonly byte[] _head;
    private int _given;

    private PeekedStream(Stream inner, byte[] head)
    {
        _inner = inner;
        _head = head;
    }

    /// <summary>Whether it begins like a tar: with the magic of a header, or, when it is empty, with a block of zeros.</summary>
    public bool IsTar =>
        _head.Length == Block && (_head.AsSpan(257, 5).SequenceEqual("ustar"u8) || !_head.AsSpan().ContainsAnyExcept((byte)0));

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the first block; disposing leaves the inner stream open.</summary>
    public static async Task<PeekedStream> OpenAsync(Stream inner, CancellationToken cancellationToken)
    {
        var head = new byte[Block];
        var read = await inner.ReadAtLeastAsync(head, Block, throwOnEndOfStream: false, cancellationToken);
        return new PeekedStream(inner, head[..read]);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => FromHead(buffer) is var given and > 0 ? given : _inner.Read(buffer);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        FromHead(buffer.Span) is var given and > 0 ? given : await _inner.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FromHead(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsSpan(_given, given).CopyTo(buffer);
        _given += given;
        return given;
    }
}
