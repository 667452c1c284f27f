using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Answers each path with bytes of its own, which no server library would send.</summary>
internal sealed class PlantedWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyDictionary<string, string?> _answers;
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="answers">The bytes by path; null never answers.</param>
    public PlantedWire(IReadOnlyDictionary<string, string?> answers)
    {
        _answers = answers;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _serving = ServeAsync(_end.Token);
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(cancellationToken);
                open.Add(client);
                await AnswerAsync(client, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            var stream = client.GetStream();
            var buffer = new byte[16 * 1024];
            var read = await stream.ReadAsync(buffer, cancellationToken);
            var path = Encoding.Latin1.GetString(buffer, 0, read).Split(' ') is [_, var asked, ..] ? asked : "";
            if (_answers.GetValueOrDefault(path) is { } answer)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellationToken);
                client.Close();
            }
        }
        catch (IOException)
        {
            // Whoever asked has gone.
        }
    }
}
