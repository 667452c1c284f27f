using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Engine;

/// <summary>
/// A loopback port that speaks TLS with client certificates, as an engine on another machine does, in front of the real engine's socket. Its folder gets client/ca.pem,
/// client/cert.pem and client/key.pem.
/// </summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;
    private readonly Task _accepting;
    private int _accepted;

    private TlsProxy(TempFolder folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var client = Issue("CN=client", "1.3.6.1.5.5.7.3.2");
        _server = Issue("CN=server", "1.3.6.1.5.5.7.3.1");
        folder.Write("client/ca.pem", _authority.ExportCertificatePem());
        folder.Write("client/cert.pem", client.ExportCertificatePem());
        using var key = client.GetECDsaPrivateKey()!;
        folder.Write("client/key.pem", key.ExportPkcs8PrivateKeyPem());
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many clients were let in.</summary>
    public int Accepted => _accepted;

    public static TlsProxy Start(TempFolder folder) => new(folder);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _authority.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    private X509Certificate2 Issue(string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            _authority,
            new DateTimeOffset(_authority.NotBefore),
            new DateTimeOffset(_authority.NotAfter),
            Guid.NewGuid().ToByteArray()
        );
        return signed.CopyWithPrivateKey(key);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped: in the middle of a wait, or (InvalidOperationException) before the first one began.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = _server,
                        ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate),
                    },
                    _stop.Token
                );
                Interlocked.Increment(ref _accepted);
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), _stop.Token);
                await using var engine = new NetworkStream(socket);
                await Task.WhenAll(UpAsync(tls, engine, socket), DownAsync(engine, tls));
            }
            catch (Exception exception)
                when (exception is IOException or AuthenticationException or OperationCanceledException or SocketException)
            {
                // A client that was refused, or that hung up.
            }
        }
    }

    private async Task UpAsync(SslStream tls, NetworkStream engine, Socket socket)
    {
        await tls.CopyToAsync(engine, _stop.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    private async Task DownAsync(NetworkStream engine, SslStream tls)
    {
        await engine.CopyToAsync(tls, _stop.Token);
        await tls.ShutdownAsync();
    }

    private bool IsOurs(X509Certificate? certificate)
    {
        if (certificate is not X509Certificate2 client)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        return chain.Build(client);
    }
}
