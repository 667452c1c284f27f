using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>Makes connections to a target: to the addresses that were allowed, and to no other; never through a proxy.</summary>
internal sealed class WireConnector : IDisposable
{
    private readonly IReadOnlyList<IPEndPoint> _addresses;
    private readonly SslClientAuthenticationOptions? _tls;
    private readonly X509Certificate2Collection _authorities = [];

    private WireConnector(FuzzTarget target, IReadOnlyList<IPEndPoint> addresses)
    {
        _addresses = addresses;
        if (target.Base.Scheme != "https")
        {
            return;
        }

        _tls = new SslClientAuthenticationOptions
        {
            TargetHost = target.Base.IdnHost,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        if (target.CertificateFile is { } file)
        {
            _authorities.ImportFromPemFile(file);
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(_authorities);
            _tls.CertificateChainPolicy = policy;
        }
    }

    /// <summary>Looks a target up, and reads its certificates.</summary>
    /// <exception cref="FuzzException">It isn't allowed or known, or the file of certificates can't be read.</exception>
    public static async Task<WireConnector> CreateAsync(FuzzTarget target, CancellationToken cancellationToken)
    {
        var addresses = await HostGate.ResolveAsync(target, cancellationToken);
        try
        {
            return new WireConnector(target, addresses);
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new FuzzException(
                FuzzErrorKind.BadInput,
                $"{target.CertificateFile}: the certificates can't be read: {error.Message}",
                "Name a file with certificates in PEM.",
                error
            );
        }
    }

    /// <summary>Connects, without TLS: for clients that misbehave below it.</summary>
    /// <exception cref="WireFaultException">Nobody listens, or the connection isn't taken.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in _addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, cancellationToken);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new WireFaultException(
            last?.SocketErrorCode == SocketError.ConnectionReset ? TransportFault.Closed : TransportFault.Refused,
            last
        );
    }

    /// <summary>Opens what bytes go through: TLS where the target has it.</summary>
    /// <exception cref="WireFaultException">The connection ended, or TLS failed.</exception>
    public async Task<Stream> OpenAsync(Socket socket, CancellationToken cancellationToken)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (_tls is null)
        {
            return plain;
        }

        var tls = new SslStream(plain);
        try
        {
            await tls.AuthenticateAsClientAsync(_tls, cancellationToken);
            return tls;
        }
        catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
        {
            await tls.DisposeAsync();
            throw new WireFaultException(TransportFault.Closed, error);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }
}
