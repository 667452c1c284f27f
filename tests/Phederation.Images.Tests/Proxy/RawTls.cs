using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phederation.Images.Tests.Proxy;

/// <summary>Requests that no client library would send, over TLS.</summary>
internal static class RawTls
{
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Opens a connection.</summary>
    public static async Task<SslStream> ConnectAsync(
        int port,
        CancellationToken cancellationToken,
        SslProtocols protocols = SslProtocols.None,
        string name = "localhost"
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = ProxyCertificate.IsForThisHost,
            };
            await stream.AuthenticateAsClientAsync(options, cancellationToken);
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes and reads until the other side closes.</summary>
    public static async Task<string> AskAsync(int port, string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        await using var stream = await ConnectAsync(port, limit.Token);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), limit.Token);
        return await ReadToEndAsync(stream, limit.Token);
    }

    /// <summary>The thumbprint of the certificate that is shown now.</summary>
    public static async Task<string> ThumbprintAsync(int port, CancellationToken cancellationToken)
    {
        await using var stream = await ConnectAsync(port, cancellationToken);
        using var certificate = new X509Certificate2(stream.RemoteCertificate!);
        return certificate.Thumbprint;
    }

    private static async Task<string> ReadToEndAsync(SslStream stream, CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; text.Length < MostBytes && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0; )
            {
                text.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // A refused request may end in a reset when bytes of it were not read.
        }

        return Encoding.Latin1.GetString(text.ToArray());
    }
}
