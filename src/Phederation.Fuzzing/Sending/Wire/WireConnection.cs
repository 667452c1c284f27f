using System.Net.Sockets;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>A connection to the target with the bytes that were read ahead. One exchange at a time.</summary>
internal sealed class WireConnection : IAsyncDisposable
{
    // A write that is larger can fill the buffers of both sides while the other writes too: then both must go on at once.
    private const int SmallWrite = 32 * 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    private WireConnection(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <summary>How many bytes were written.</summary>
    public long Sent { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public long Received { get; private set; }

    /// <summary>The bytes that were read and not used yet.</summary>
    public ReadOnlyMemory<byte> Ahead => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Whether the other side has neither closed it nor sent what nobody asked for.</summary>
    public bool IsIdle => _start == _end && !_socket.Poll(0, SelectMode.SelectRead);

    /// <exception cref="WireFaultException">There is no connection.</exception>
    public static async Task<WireConnection> OpenAsync(WireConnector connector, CancellationToken cancellationToken)
    {
        var socket = await connector.ConnectAsync(cancellationToken);
        return new WireConnection(socket, await connector.OpenAsync(socket, cancellationToken));
    }

    /// <summary>Writes a request while <paramref name="read"/> reads its answer: a target may answer before it has read all.</summary>
    public async Task<T> ExchangeAsync<T>(
        ReadOnlyMemory<byte> request,
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        Sent += request.Length;
        if (request.Length <= SmallWrite)
        {
            await WriteAsync(request, cancellationToken);
            return await read(cancellationToken);
        }

        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(request, answered.Token);
        try
        {
            return await read(cancellationToken);
        }
        finally
        {
            await answered.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads more; false at the other side's end.</summary>
    /// <exception cref="WireFaultException">The connection broke.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            else
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        try
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            Received += count;
            return count > 0;
        }
        catch (IOException error)
        {
            throw new WireFaultException(TransportFault.Closed, error);
        }
    }

    /// <summary>Uses up bytes of <see cref="Ahead"/>.</summary>
    public void Use(int count) => _start += count;

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    // A write that fails is no fault by itself: the target may have answered and closed. The reading tells.
    private async Task WriteAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(request, cancellationToken);
            await _stream.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // See above.
        }
    }
}
