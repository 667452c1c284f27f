using System.Net.Sockets;

namespace Phederation.Containers.Engine.Transport;

/// <summary>
/// One connection to the engine. It differs from a plain network stream in two ways. The sending side can be closed alone, which
/// tells a process in a container that its input ended. And when the engine stops reading, further writes are dropped instead of
/// failing: an engine that refuses an upload (a full disk) answers early and closes, and the answer is worth more than the broken pipe.
/// </summary>
internal sealed class EngineStream(Stream inner, Func<ValueTask> closeWrite) : Stream
{
    private bool _isPeerDeaf;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Tells the engine that nothing more will be sent.</summary>
    public async ValueTask CloseWriteAsync()
    {
        try
        {
            await closeWrite();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The other side is gone already: there is nobody left to tell.
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isPeerDeaf)
        {
            return;
        }

        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException exception) when (IsPeerGone(exception))
        {
            _isPeerDeaf = true;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isPeerDeaf)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception) when (IsPeerGone(exception))
        {
            _isPeerDeaf = true;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _isPeerDeaf ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!_isPeerDeaf)
        {
            inner.Flush();
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsPeerGone(IOException exception) =>
        exception.InnerException
            is SocketException { SocketErrorCode: SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted };
}
