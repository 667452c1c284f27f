using System.Buffers;
using System.Buffers.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>Reads one answer of HTTP/1.x from a connection (RFC 9112), within limits.</summary>
/// <param name="connection">Where from.</param>
/// <param name="headLimit">How long the head may be, in bytes.</param>
/// <param name="bodyLimit">How much of the body is kept, in bytes; what is longer is cut, and the connection not used again.</param>
internal sealed class AnswerReader(WireConnection connection, int headLimit, int bodyLimit)
{
    private const int MostInterim = 8;
    private const int LongestChunkLine = 1024;

    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Whether the connection can be used again; valid after the reading.</summary>
    public bool IsReusable { get; private set; }

    /// <summary>Whether nothing at all came.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>What was kept of the body, also when the answer broke off.</summary>
    public ReadOnlySpan<byte> Body => _body.WrittenSpan;

    /// <summary>Reads.</summary>
    /// <param name="hasNoBody">Whether the request was one whose answer has no body (HEAD).</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WireFaultException">The connection ended before the answer did, or it is no HTTP.</exception>
    public async Task<FuzzAnswer> ReadAsync(bool hasNoBody, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(cancellationToken);
        for (var interim = 0; head.Status is < 200 and not 101; interim++)
        {
            if (interim == MostInterim)
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            head = await ReadHeadAsync(cancellationToken);
        }

        var isCut = false;
        IsReusable = !head.IsLast && !head.IsAmbiguous && head.Status != 101;
        if (!hasNoBody && head.Status is not (101 or 204 or 304))
        {
            isCut = !await ReadBodyAsync(head, cancellationToken);
            IsReusable &= !isCut;
        }

        if (!isCut && connection.Ahead is { Length: > 0 } surplus)
        {
            // Nothing else was asked for: it belongs to this answer, which should have no body, or a shorter one.
            isCut = !await TakeAsync(surplus.Length, cancellationToken);
            IsReusable = false;
        }

        return new FuzzAnswer
        {
            Status = head.Status,
            Headers = head.Headers,
            Body = _body.WrittenCount == 0 ? ReadOnlyMemory<byte>.Empty : _body.WrittenSpan.ToArray(),
            IsCut = isCut,
        };
    }

    private async ValueTask<WireHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var ahead = connection.Ahead;
            if (!WireHead.CanBegin(ahead.Span))
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            if (WireHead.EndOf(ahead.Span) is var end and > 0)
            {
                var head = WireHead.Parse(ahead.Span[..end]);
                connection.Use(end);
                return head;
            }

            if (ahead.Length > headLimit)
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            await MoreAsync(cancellationToken);
        }
    }

    // False when the body was longer than what is kept.
    private async ValueTask<bool> ReadBodyAsync(WireHead head, CancellationToken cancellationToken)
    {
        if (head.IsChunked)
        {
            return await ReadChunksAsync(cancellationToken);
        }

        if (head.Length is { } length)
        {
            return await TakeAsync(length, cancellationToken);
        }

        // Until the connection ends.
        IsReusable = false;
        while (connection.Ahead.Length > 0 || await connection.FillAsync(cancellationToken))
        {
            if (!await TakeAsync(connection.Ahead.Length, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<bool> ReadChunksAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await LineAsync(cancellationToken);
            if (
                !Utf8Parser.TryParse(connection.Ahead.Span[..line], out long size, out var digits, 'x')
                || size < 0
                || (digits < line && connection.Ahead.Span[digits] is not ((byte)';' or (byte)' ' or (byte)'\r' or (byte)'\n'))
            )
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            connection.Use(line);
            if (size == 0)
            {
                break;
            }

            if (!await TakeAsync(size, cancellationToken))
            {
                return false;
            }

            await EmptyLineAsync(cancellationToken);
        }

        // Trailers: nobody asked for any.
        for (var trailers = 0; ; trailers++)
        {
            var line = await LineAsync(cancellationToken);
            var isEmpty = connection.Ahead.Span[..line].Trim("\r\n"u8).IsEmpty;
            connection.Use(line);
            if (isEmpty)
            {
                return true;
            }

            if (trailers == MostInterim)
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }
        }
    }

    private async ValueTask EmptyLineAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        if (!connection.Ahead.Span[..line].Trim("\r\n"u8).IsEmpty)
        {
            throw new WireFaultException(TransportFault.NotHttp);
        }

        connection.Use(line);
    }

    // The length of the next line with its line feed; it is read ahead then.
    private async ValueTask<int> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = connection.Ahead.Span.IndexOf((byte)'\n');
            if (end >= 0)
            {
                return end + 1;
            }

            if (connection.Ahead.Length > LongestChunkLine)
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            await MoreAsync(cancellationToken);
        }
    }

    // Takes bytes of the body; false when they are more than what is kept.
    private async ValueTask<bool> TakeAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (connection.Ahead.Length == 0)
            {
                await MoreAsync(cancellationToken);
            }

            var taken = (int)Math.Min(count, connection.Ahead.Length);
            var room = bodyLimit - _body.WrittenCount;
            _body.Write(connection.Ahead.Span[..Math.Min(taken, room)]);
            if (taken > room)
            {
                return false;
            }

            connection.Use(taken);
            count -= taken;
        }

        return true;
    }

    private async ValueTask MoreAsync(CancellationToken cancellationToken)
    {
        if (!await connection.FillAsync(cancellationToken))
        {
            throw new WireFaultException(TransportFault.Closed);
        }

        IsSilent = false;
    }
}
