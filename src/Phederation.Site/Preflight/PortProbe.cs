using System.Net;
using System.Net.Sockets;

namespace Phederation.Site.Preflight;

/// <summary>Whether a port of this machine is free.</summary>
internal static class PortProbe
{
    /// <summary>Tries to listen on the loopback address, and stops at once.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
