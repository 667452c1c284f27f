using System.Net;
using System.Net.Sockets;
using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Sends a request byte by byte as it is, and takes whatever comes: a client that mends what a server does wrong would hide it.</summary>
/// <param name="target">The target's base address.</param>
/// <param name="time">By what answers are timed.</param>
internal sealed class WireClient(Uri target, TimeProvider time)
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The bearer token of an actor; by itself its name.</summary>
    public Func<string, string> Token { get; set; } = actor => actor;

    /// <summary>Asks, with the credentials of an actor.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="patience">How long an answer may take; null waits long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FuzzAnswer> SendAsync(FuzzRequest request, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, target.Port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Head(request), limit.Token);
            if (request.Body is { } body)
            {
                await stream.WriteAsync(body, limit.Token);
            }

            var answer = await ReadAsync(stream, limit.Token);
            return WireAnswer.Read(answer, request.Method == "HEAD") with { Duration = time.GetElapsedTime(start) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FuzzAnswer
            {
                Status = 0,
                Fault = TransportFault.TimedOut,
                Duration = time.GetElapsedTime(start),
            };
        }
        catch (SocketException)
        {
            return new FuzzAnswer { Status = 0, Fault = TransportFault.Refused };
        }
        catch (IOException)
        {
            return new FuzzAnswer { Status = 0, Fault = TransportFault.Closed };
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (answer.Length < LargestAnswer && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            answer.Write(buffer, 0, read);
        }

        return answer.ToArray();
    }

    private byte[] Head(FuzzRequest request)
    {
        var head = new StringBuilder($"{request.Method} {target.AbsolutePath.TrimEnd('/')}{request.Path} HTTP/1.1\r\n");
        head.Append($"Host: {target.Authority}\r\nConnection: close\r\n");
        if (request.Actor != FuzzRequest.Anonymous)
        {
            head.Append($"Authorization: Bearer {Token(request.Actor)}\r\n");
        }

        foreach (var (name, value) in request.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        if (request.Body is { } body)
        {
            head.Append($"Content-Length: {body.Length}\r\n");
            if (request.ContentType is { } type)
            {
                head.Append($"Content-Type: {type}\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}
