using System.Security.Cryptography;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Streams;

/// <summary>
/// Reads content and fails at its end when it is not what its digest and length name. Whoever reads to the end has the right bytes; whoever stops earlier
/// knows nothing.
/// </summary>
internal sealed class VerifyingStream(Stream inner, Digest digest, long? length, string where) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _isVerified;

    public override bool CanRead => true;

    /// <summary>True where the length is known: TarWriter asks for both together, and would keep the whole content in memory otherwise.</summary>
    public override bool CanSeek => length is not null;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = inner.Read(buffer);
        Account(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        Account(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Account(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            Verify();
            return;
        }

        _hash.AppendData(data);
        _read += data.Length;
        if (_read > length)
        {
            throw new OciException(OciErrorKind.DigestMismatch, $"{where}: {digest} has more than the {length} bytes that were named.");
        }
    }

    private void Verify()
    {
        if (_isVerified)
        {
            return;
        }

        if (length is { } expected && _read != expected)
        {
            throw new OciException(OciErrorKind.DigestMismatch, $"{where}: {digest} has {_read} bytes, but {expected} were named.");
        }

        var actual = Digest.FromHash(_hash.GetCurrentHash());
        _isVerified =
            actual == digest
                ? true
                : throw new OciException(
                    OciErrorKind.DigestMismatch,
                    $"{where}: the bytes named {digest} are those of {actual}: they were changed or damaged."
                );
    }
}
