using System.Security.Cryptography;
using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>The unpacked bytes of a layer on their way to a reader: counted, hashed, and ended when they are a bomb.</summary>
internal sealed class LayerStream(Stream unpacked, CountingStream packed, bool isPacked, ReadBudget budget) : ReadStream, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Unpacked bytes so far.</summary>
    public long Count { get; private set; }

    /// <summary>The digest of what was read so far.</summary>
    public Digest Digest => Digest.FromHash(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await unpacked.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw budget.Fault($"a layer is damaged: {exception.Message}", exception);
        }

        budget.TakeBytes(read);
        _hash.AppendData(buffer.Span[..read]);
        Count += read;
        if (isPacked && Count > budget.Limits.SmallestBomb && Count / budget.Limits.HighestRatio > packed.Count)
        {
            throw budget.Fault(
                $"a layer of {packed.Count} bytes unpacks to more than {Count >> 20} MiB, which only a compression bomb does"
            );
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
