using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Phederation.Fuzzing.Tests.Sending;

/// <summary>Answers each connection as a test says, byte by byte if it likes: what no web server would send.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers a request, given as it came, on its connection; called again for each request of a connection.</param>
    public RawServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _accepting = AcceptAsync(answer);
    }

    /// <summary>A server that always answers the same.</summary>
    public RawServer(string answer)
        : this((_, stream, token) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), token).AsTask()) { }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The requests as they came, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many connections were made.</summary>
    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
            _ = ServeAsync(client, answer);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[256 * 1024];
                while (await stream.ReadAsync(buffer, _stop.Token) is var count and > 0)
                {
                    var request = Encoding.Latin1.GetString(buffer, 0, count);
                    lock (_requests)
                    {
                        _requests.Add(request);
                    }

                    await answer(request, stream, _stop.Token);
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The client went, or the test is over.
            }
        }
    }
}
