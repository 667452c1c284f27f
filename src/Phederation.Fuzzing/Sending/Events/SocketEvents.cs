using System.Net.Sockets;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.Wire;

namespace Phederation.Fuzzing.Sending.Events;

/// <summary>Clients that misbehave below HTTP. What they do takes a second or two at most, and leaves nothing open.</summary>
/// <param name="connector">Makes connections.</param>
internal sealed class SocketEvents(WireConnector connector)
{
    /// <summary>How many clients <see cref="TargetEvent.ManySockets"/> is: more than usual pools of threads and connections have.</summary>
    public const int Many = 256;

    private const int SlowBytes = 48;
    private static readonly TimeSpan BetweenBytes = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(300);

    /// <summary>Does it.</summary>
    /// <param name="happening">An event of sockets.</param>
    /// <param name="request">The bytes of a request that the target knows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(TargetEvent happening, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await (
                happening switch
                {
                    TargetEvent.SlowSocket => SlowAsync(request, limit.Token),
                    TargetEvent.HalfClosedSocket => HalfClosedAsync(request, limit.Token),
                    TargetEvent.ResetSocket => ResetAsync(request, limit.Token),
                    TargetEvent.ManySockets => ManyAsync(limit.Token),
                    _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "It is no event of sockets."),
                }
            );
        }
        catch (Exception error) when (error is WireFaultException or IOException or SocketException)
        {
            // The target may turn such clients away.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It let the client wait: so did the client.
        }
    }

    private async Task SlowAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(cancellationToken);
        for (var at = 0; at < Math.Min(SlowBytes, request.Length / 2); at++)
        {
            await stream.WriteAsync(request.Slice(at, 1), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(BetweenBytes, cancellationToken);
        }
    }

    private async Task HalfClosedAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var socket = await connector.ConnectAsync(cancellationToken);
        await using var stream = await connector.OpenAsync(socket, cancellationToken);
        await stream.WriteAsync(request, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        socket.Shutdown(SocketShutdown.Send);
        await DrainAsync(stream, cancellationToken);
    }

    private async Task ResetAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var socket = await connector.ConnectAsync(cancellationToken);
        await using var stream = await connector.OpenAsync(socket, cancellationToken);
        await stream.WriteAsync(request, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _ = await stream.ReadAsync(new byte[1], cancellationToken);

        // Closed with bytes unread and without lingering, the system sends a reset.
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private async Task ManyAsync(CancellationToken cancellationToken)
    {
        var sockets = new List<Socket>(Many);
        try
        {
            while (sockets.Count < Many)
            {
                sockets.Add(await connector.ConnectAsync(cancellationToken));
            }

            await Task.Delay(Held, cancellationToken);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken) =>
        await connector.OpenAsync(await connector.ConnectAsync(cancellationToken), cancellationToken);

    private static async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // What comes isn't looked at.
        }
    }
}
