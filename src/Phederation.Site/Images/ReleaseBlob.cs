using System.Security.Cryptography;
using Phederation.Containers.Oci;
using Phederation.Site.Release;

namespace Phederation.Site.Images;

/// <summary>A blob of a release's image, hashed while it is read from its beginning to its end.</summary>
internal sealed class ReleaseBlob : Stream
{
    private readonly FileStream _file;
    private readonly SiteService _service;
    private readonly Digest _digest;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private ReleaseBlob(FileStream file, SiteService service, Digest digest)
    {
        _file = file;
        _service = service;
        _digest = digest;
        Length = file.Length;
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <summary>True for the length only, which a tar needs before the content.</summary>
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length { get; }

    /// <inheritdoc />
    public override long Position
    {
        get => _file.Position;
        set
        {
            if (value != _file.Position)
            {
                throw new NotSupportedException("A blob is read once, from its beginning to its end.");
            }
        }
    }

    /// <summary>Opens a blob; a link in its place is refused.</summary>
    /// <param name="service">Whose image it is of.</param>
    /// <param name="digest">What it must be.</param>
    /// <param name="size">How many bytes it must have; null when nobody said.</param>
    public static ReleaseBlob Open(SiteService service, Digest digest, long? size)
    {
        var file = new FileInfo(Path.Combine(service.LayoutFolder, "blobs", "sha256", digest.Hex));
        if (!file.Exists || file.LinkTarget is not null)
        {
            throw Changed(service, digest, "is not there");
        }

        var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, useAsync: true);
        if (size is { } expected && stream.Length != expected)
        {
            stream.Dispose();
            throw Changed(service, digest, $"has {file.Length} bytes, not {expected}");
        }

        return new ReleaseBlob(stream, service, digest);
    }

    /// <summary>The error of a blob that is not what was verified.</summary>
    public static SiteException Changed(SiteService service, Digest digest, string how) =>
        new(
            ExitCode.Refused,
            $"The blob {digest} of the image in {service.LayoutFolder} {how}: the release changed after it was verified.",
            "Copy the release again from where it was published, into a folder that nobody else may write."
        );

    /// <summary>Called when all is read: throws unless the bytes were those of the digest.</summary>
    /// <exception cref="SiteException">They were not.</exception>
    public void Verify()
    {
        if (_file.Position != Length || Digest.FromHash(_hash.GetHashAndReset()) != _digest)
        {
            throw Changed(_service, _digest, "has other bytes");
        }
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Hash(_file.Read(buffer, offset, count), buffer.AsMemory(offset));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Hash(await _file.ReadAsync(buffer, cancellationToken), buffer);

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

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Hash(int read, ReadOnlyMemory<byte> buffer)
    {
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }
}
