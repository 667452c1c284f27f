using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Trust.Services;

/// <summary>Ports on 127.0.0.1.</summary>
internal static class LoopbackPort
{
    // Below the ports that systems give to outgoing connections: one of those could be in use whenever a service starts again.
    private const int First = 20_000;
    private const int Count = 12_000;

    /// <summary>Whether a server could listen on the port now.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = false };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A free port to keep. The search begins at a place that the name gives, so that the same name tends to the same port.</summary>
    public static int Choose(string name, params ReadOnlySpan<int> taken)
    {
        var start = (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % Count);
        for (var i = 0; i < Count; i++)
        {
            var port = First + ((start + i) % Count);
            if (!taken.Contains(port) && IsFree(port))
            {
                return port;
            }
        }

        throw new TrustException(
            TrustErrorKind.InUse,
            $"no port between {First} and {First + Count} is free on 127.0.0.1; end what uses them"
        );
    }
}
