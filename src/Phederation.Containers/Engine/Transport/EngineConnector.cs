using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Opens connections to one endpoint. TLS is done here, so that HTTP above is the same for every kind of endpoint.</summary>
internal sealed class EngineConnector(EngineEndpoint endpoint) : IDisposable
{
    private readonly Lazy<EngineTls>? _tls = endpoint.TlsFolder is { } folder
        ? new Lazy<EngineTls>(() => EngineTls.Load(folder), LazyThreadSafetyMode.PublicationOnly)
        : null;

    public EngineEndpoint Endpoint => endpoint;

    public async ValueTask<EngineStream> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return endpoint.Kind switch
            {
                EngineEndpointKind.UnixSocket => await ConnectUnixAsync(cancellationToken),
                EngineEndpointKind.NamedPipe => await ConnectPipeAsync(cancellationToken),
                _ => await ConnectTcpAsync(cancellationToken),
            };
        }
        catch (Exception exception)
            when (exception is SocketException or IOException or UnauthorizedAccessException or AuthenticationException or TimeoutException)
        {
            throw EngineErrors.FromConnect(endpoint, "connect", exception);
        }
    }

    public void Dispose()
    {
        if (_tls is { IsValueCreated: true })
        {
            _tls.Value.Dispose();
        }
    }

    private async ValueTask<EngineStream> ConnectUnixAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.Address), cancellationToken);
            return OverSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<EngineStream> ConnectTcpAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Address, endpoint.Port, cancellationToken);
            if (_tls is null)
            {
                return OverSocket(socket);
            }

            var ssl = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await ssl.AuthenticateAsClientAsync(_tls.Value.Options(endpoint.Address), cancellationToken);
            return new EngineStream(ssl, async () => await ssl.ShutdownAsync());
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<EngineStream> ConnectPipeAsync(CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(".", endpoint.Address, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(TimeSpan.FromSeconds(5), cancellationToken);
            return new EngineStream(pipe, static () => throw new NotSupportedException("A named pipe has no end of input."));
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }

    private static EngineStream OverSocket(Socket socket) =>
        new(
            new NetworkStream(socket, ownsSocket: true),
            () =>
            {
                socket.Shutdown(SocketShutdown.Send);
                return ValueTask.CompletedTask;
            }
        );
}
