using System.Net.Sockets;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Engine;

/// <summary>
/// Something on a unix socket that answers as a faulty engine does. Only for faults that the real engine can't be made to have: a full disk, a crash in the middle
/// of an answer, nonsense.
/// </summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    private FakeEngine(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(_folder["s"]));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public EngineEndpoint Endpoint => EngineEndpoint.Parse("unix://" + _folder["s"]);

    /// <summary>Answers each request, but the ping, by writing to the connection; the connection is closed after it.</summary>
    public static FakeEngine Answering(Func<string, NetworkStream, CancellationToken, Task> answer) => new(answer);

    /// <summary>Answers each request, but the ping, with the same bytes.</summary>
    public static FakeEngine Answering(string head, string body) =>
        new(
            (_, stream, token) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n{body}"), token).AsTask()
        );

    public EngineClient Connect(TimeProvider? time = null) => EngineClient.Connect(Endpoint, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var head = await ReadHeadAsync(stream);
            if (head.StartsWith("GET /_ping", StringComparison.Ordinal))
            {
                const string pong = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(pong), _stop.Token);
                return;
            }

            await _answer(head, stream, _stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
