using System.Net;
using System.Net.Sockets;
using Phederation.Site.Preflight;

namespace Phederation.Site.Tests.Preflight;

public sealed class PortProbeTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public void A_port_is_taken_while_somebody_listens_and_free_after(string address)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Parse(address), 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            Assert.False(PortProbe.IsFree(port));
        }

        Assert.True(PortProbe.IsFree(port));
    }
}
