using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Phederation.Trust.Tests.ContentTrust;

/// <summary>A server that answers each request with the same bytes: faults that a real trust server can't be made to show.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public FaultyServer(string head, long zeros = 0)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync(head, zeros);
    }

    public Uri Address { get; }

    public int Requests { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(string head, long zeros)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Requests++;
                try
                {
                    var stream = client.GetStream();
                    _ = await stream.ReadAsync(new byte[8192], _stop.Token);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")), _stop.Token);
                    var block = new byte[1 << 16];
                    for (var sent = 0L; sent < zeros; sent += block.Length)
                    {
                        await stream.WriteAsync(block, _stop.Token);
                    }
                }
                catch (IOException)
                {
                    // The client has read enough.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
