using System.Buffers;
using System.Net.Sockets;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>
/// Sends requests one after the other, and reads their answers. A client of its own, and not HttpClient, for all of them: fuzzing sends paths,
/// headers and methods that HttpClient mends or refuses, has to tell a connection that was closed from one that was refused or from what is no HTTP, and
/// two clients would be two behaviours. It follows no redirection, keeps no cookie and knows no proxy, because it has none of these.
/// </summary>
internal sealed class HttpSender : IAsyncDisposable
{
    private readonly FuzzTarget _target;
    private readonly WireConnector _connector;
    private readonly WireRequest _writer;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _request = new(16 * 1024);
    private WireConnection? _connection;
    private CancellationTokenSource _limit = new();

    private HttpSender(FuzzTarget target, WireConnector connector, TimeProvider time)
    {
        _target = target;
        _connector = connector;
        _writer = new WireRequest(
            target.BasePath,
            target.Base.IsDefaultPort ? target.Base.IdnHost : $"{target.Base.IdnHost}:{target.Base.Port}"
        );
        _time = time;
    }

    /// <summary>How many requests were sent.</summary>
    public long Requests { get; private set; }

    /// <summary>How many bytes went to the target and came from it.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes connections.</summary>
    public WireConnector Connector => _connector;

    /// <exception cref="FuzzException">The target isn't allowed or known.</exception>
    public static async Task<HttpSender> CreateAsync(FuzzTarget target, TimeProvider time, CancellationToken cancellationToken) =>
        new(target, await WireConnector.CreateAsync(target, cancellationToken), time);

    /// <summary>The bytes of a request.</summary>
    public byte[] BytesOf(FuzzRequest request, string? authorization)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _writer.Write(bytes, request, authorization);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Sends a request; whatever comes of it is an answer.</summary>
    /// <param name="request">The request, its references filled in.</param>
    /// <param name="authorization">The header Authorization; null sends none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<FuzzAnswer> SendAsync(FuzzRequest request, string? authorization, CancellationToken cancellationToken)
    {
        _request.ResetWrittenCount();
        var canReuse = _writer.Write(_request, request, authorization);
        var hasNoBody = request.Method == "HEAD";
        if (!_limit.TryReset())
        {
            _limit.Dispose();
            _limit = new CancellationTokenSource();
        }

        _limit.CancelAfter(_target.AnswerLimit);
        using var registration = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), _limit);
        var start = _time.GetTimestamp();
        FuzzAnswer? answer = null;
        while (answer is null)
        {
            var isUsed = await UsableAsync();
            answer = await TrySendAsync(hasNoBody, canReuse, isUsed);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return answer with
        {
            Duration = _time.GetElapsedTime(start),
        };
    }

    /// <summary>Closes the connection: the next request makes a new one.</summary>
    public async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _limit.Dispose();
        _connector.Dispose();
    }

    // Whether there is a connection that had a request before.
    private async Task<bool> UsableAsync()
    {
        if (_connection is { IsIdle: true })
        {
            return true;
        }

        await CloseAsync();
        return false;
    }

    // Null when a connection that was used before brought nothing at all: a server may close one at any time, and its closing may have crossed
    // the request (RFC 9112, 9.3.1). On a new connection that is the answer.
    private async Task<FuzzAnswer?> TrySendAsync(bool hasNoBody, bool canReuse, bool isUsed)
    {
        AnswerReader? reader = null;
        long sent = 0,
            received = 0;
        var isKept = false;
        try
        {
            _connection ??= await WireConnection.OpenAsync(_connector, _limit.Token);
            var connection = _connection;
            (sent, received) = (connection.Sent, connection.Received);
            reader = new AnswerReader(connection, _target.HeadLimit, _target.BodyLimit);
            Requests++;
            var answer = await connection.ExchangeAsync(_request.WrittenMemory, token => reader.ReadAsync(hasNoBody, token), _limit.Token);
            isKept = canReuse && reader.IsReusable;
            return answer;
        }
        catch (WireFaultException fault)
        {
            return isUsed && reader is { IsSilent: true } && fault.Fault == TransportFault.Closed ? null : Failed(fault.Fault, reader);
        }
        catch (OperationCanceledException)
        {
            return Failed(TransportFault.TimedOut, reader);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            return Failed(TransportFault.Closed, reader);
        }
        finally
        {
            Bytes += _connection is { } used ? used.Sent - sent + used.Received - received : 0;
            if (!isKept)
            {
                await CloseAsync();
            }
        }
    }

    private static FuzzAnswer Failed(TransportFault fault, AnswerReader? reader) =>
        new()
        {
            Status = 0,
            Fault = fault,
            Body = reader is null ? ReadOnlyMemory<byte>.Empty : reader.Body.ToArray(),
        };
}
