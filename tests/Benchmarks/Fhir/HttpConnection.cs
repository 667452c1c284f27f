using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Phederation.Benchmarks.Fhir;

/// <summary>
/// The least that a client of HTTP/1.1 can do: a request's bytes out, an answer of a stated length in. The client shares the machine's cores with
/// the service that is measured, and a whole HTTP library takes nearly as much of them as the service itself.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly string _host;
    private byte[] _buffer = new byte[64 * 1024];

    private HttpConnection(Socket socket, string host) => (_socket, _host) = (socket, host);

    /// <summary>Connects.</summary>
    public static async Task<HttpConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            return new HttpConnection(socket, address.Authority);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads the answer: its status, and its body where it is no success.</summary>
    /// <exception cref="InvalidDataException">The answer has no Content-Length.</exception>
    public async Task<(int Status, string Body)> SendAsync(string method, string path, string? body, CancellationToken cancellationToken)
    {
        var content = body is null ? "" : $"Content-Type: application/fhir+json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        await SendAllAsync(Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {_host}\r\n{content}\r\n{body}"), cancellationToken);
        var length = 0;
        int end;
        while ((end = _buffer.AsSpan(0, length).IndexOf(HeadEnd)) < 0)
        {
            length += await ReceiveAsync(length, cancellationToken);
        }

        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        var whole = end + HeadEnd.Length + ContentLength(head);
        while (length < whole)
        {
            length += await ReceiveAsync(length, cancellationToken);
        }

        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        return (status, status is >= 200 and < 300 ? "" : Encoding.UTF8.GetString(_buffer, end, whole - end));
    }

    public void Dispose() => _socket.Dispose();

    private static int ContentLength(string head)
    {
        const string Name = "\r\nContent-Length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            throw new InvalidDataException($"An answer without a length: {head}");
        }

        var digits = head.AsSpan(start + Name.Length);
        var stop = digits.IndexOf('\r');
        return int.Parse(stop < 0 ? digits : digits[..stop], CultureInfo.InvariantCulture);
    }

    private async Task SendAllAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < bytes.Length; )
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), cancellationToken);
        }
    }

    private async Task<int> ReceiveAsync(int length, CancellationToken cancellationToken)
    {
        if (length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * length);
        }

        var count = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
        return count > 0 ? count : throw new EndOfStreamException("The service ended the connection.");
    }
}
