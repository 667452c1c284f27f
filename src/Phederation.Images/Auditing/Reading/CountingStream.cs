namespace Phederation.Images.Auditing.Reading;

/// <summary>Gives back bytes that were looked at already, then the rest, and counts.</summary>
internal sealed class CountingStream(ReadOnlyMemory<byte> seen, Stream rest) : ReadStream
{
    private ReadOnlyMemory<byte> _seen = seen;

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (_seen.IsEmpty)
        {
            read = await rest.ReadAsync(buffer, cancellationToken);
        }
        else
        {
            read = Math.Min(buffer.Length, _seen.Length);
            _seen[..read].CopyTo(buffer);
            _seen = _seen[read..];
        }

        Count += read;
        return read;
    }
}
