using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Takes an answer apart as it came over the wire.</summary>
internal static class WireAnswer
{
    /// <summary>The answer in the bytes up to the end of the connection.</summary>
    public static FuzzAnswer Read(byte[] bytes, bool isHead)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (bytes.Length == 0)
        {
            return new FuzzAnswer { Status = 0, Fault = TransportFault.Closed };
        }

        var lines = Encoding.Latin1.GetString(bytes, 0, Math.Max(0, end)).Split("\r\n");
        if (end < 0 || lines[0].Split(' ') is not ["HTTP/1.1" or "HTTP/1.0", { Length: 3 } code, ..] || !int.TryParse(code, out var status))
        {
            return new FuzzAnswer { Status = 0, Fault = TransportFault.NotHttp };
        }

        var headers = lines
            .Skip(1)
            .Select(line => line.Split(':', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair[^1].Trim()))
            .ToList();
        var answer = new FuzzAnswer { Status = status, Headers = headers };
        var body = bytes[(end + 4)..];
        if (answer.Header("Transfer-Encoding") == "chunked" && !isHead)
        {
            return answer with { Headers = [.. headers.Where(header => header.Key != "Transfer-Encoding")], Body = Unchunked(body) };
        }

        return int.TryParse(answer.Header("Content-Length"), out var length) && body.Length < length && !isHead && status != 304
            ? answer with
            {
                Status = 0,
                Fault = TransportFault.Closed,
            }
            : answer with
            {
                Body = body,
            };
    }

    private static byte[] Unchunked(ReadOnlySpan<byte> chunks)
    {
        using var body = new MemoryStream();
        while (chunks.IndexOf("\r\n"u8) is > 0 and var line)
        {
            var size = Convert.ToInt32(Encoding.ASCII.GetString(chunks[..line]), 16);
            body.Write(chunks.Slice(line + 2, size));
            chunks = chunks[(line + 2 + size + 2)..];
        }

        return body.ToArray();
    }
}
