namespace Phederation.Images.Auditing.Reading;

/// <summary>The data of a tar's present entry.</summary>
internal sealed class TarDataStream(TarInput tar) : ReadStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        tar.ReadDataAsync(buffer, cancellationToken);
}
