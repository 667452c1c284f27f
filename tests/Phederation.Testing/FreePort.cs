using System.Net;
using System.Net.Sockets;

namespace Phederation.Testing;

/// <summary>A port of this machine that nobody listened on a moment ago.</summary>
public static class FreePort
{
    // Below those that the kernel gives to outgoing connections (32768 and up): a server that is restarted would find its port taken by one of
    // the many that other tests make meanwhile.
    private const int First = 20_000;
    private const int End = 32_000;
    private const int Tries = 200;

    // Each test program begins elsewhere, so that those that run at the same time seldom ask for the same.
    private static int _last = Environment.ProcessId * 61 % (End - First);

    /// <summary>The next one that is free; it is not held.</summary>
    public static int Next()
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = First + Interlocked.Increment(ref _last) % (End - First);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }

        throw new InvalidOperationException($"No port between {First} and {End} is free.");
    }
}
