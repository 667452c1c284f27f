using System.Globalization;
using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>The status line and headers of an answer.</summary>
internal sealed record WireHead(int Status, bool IsOld, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const int MostHeaders = 512;

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked => Values("Transfer-Encoding").LastOrDefault()?.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether both ways to say how long the body is are used: the connection isn't used again then.</summary>
    public bool IsAmbiguous => IsChunked && Values("Content-Length").Any();

    /// <summary>Whether the connection ends with the answer.</summary>
    public bool IsLast =>
        Values("Connection").Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase))
        || (IsOld && !Values("Connection").Any(value => value.Contains("keep-alive", StringComparison.OrdinalIgnoreCase)));

    /// <summary>How long the body is said to be; null when nothing is said.</summary>
    /// <exception cref="WireFaultException">It is no number, or there are several.</exception>
    public long? Length
    {
        get
        {
            long? length = null;
            foreach (var value in Values("Content-Length").SelectMany(value => value.Split(',')))
            {
                if (
                    !long.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || (length is { } before && before != number)
                )
                {
                    throw new WireFaultException(TransportFault.NotHttp);
                }

                length = number;
            }

            return length;
        }
    }

    /// <summary>Where the head that bytes begin with ends, behind its empty line; -1 when it isn't whole.</summary>
    public static int EndOf(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'\n'); at >= 0; )
        {
            var rest = bytes[(at + 1)..];
            if (rest.StartsWith("\n"u8))
            {
                return at + 2;
            }

            if (rest.StartsWith("\r\n"u8))
            {
                return at + 3;
            }

            var next = rest.IndexOf((byte)'\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    /// <summary>Whether bytes can be the beginning of an answer.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(5, bytes.Length)].SequenceEqual("HTTP/"u8[..Math.Min(5, bytes.Length)]);

    /// <summary>Reads a whole head. Values are Latin-1, as RFC 9110 lets bytes beyond ASCII be.</summary>
    /// <exception cref="WireFaultException">It is none.</exception>
    public static WireHead Parse(ReadOnlySpan<byte> head)
    {
        var line = NextLine(ref head);
        if (
            line.Length < 12
            || !CanBegin(line)
            || line[5] != (byte)'1'
            || line[6] != (byte)'.'
            || line[8] != (byte)' '
            || (line.Length > 12 && line[12] != (byte)' ')
            || !int.TryParse(line[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            || status < 100
        )
        {
            throw new WireFaultException(TransportFault.NotHttp);
        }

        var isOld = line[7] == (byte)'0';
        var headers = new List<KeyValuePair<string, string>>(8);
        while (NextLine(ref head) is { Length: > 0 } header)
        {
            var colon = header.IndexOf((byte)':');
            if (colon <= 0 || headers.Count == MostHeaders)
            {
                throw new WireFaultException(TransportFault.NotHttp);
            }

            headers.Add(
                KeyValuePair.Create(KnownHeaders.Name(header[..colon]), Encoding.Latin1.GetString(header[(colon + 1)..].Trim(" \t"u8)))
            );
        }

        return new WireHead(status, isOld, headers);
    }

    private IEnumerable<string> Values(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
