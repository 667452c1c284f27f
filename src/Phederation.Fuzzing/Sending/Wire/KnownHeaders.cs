using System.Text;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>The names that most answers have, so that not every answer makes them anew.</summary>
internal static class KnownHeaders
{
    private static readonly (string Name, byte[] Bytes)[] Names =
    [
        .. new[]
        {
            "Content-Type",
            "content-type",
            "Content-Length",
            "content-length",
            "Date",
            "date",
            "Server",
            "ETag",
            "Location",
            "Last-Modified",
            "Transfer-Encoding",
            "Connection",
            "Keep-Alive",
            "Cache-Control",
        }.Select(name => (name, Encoding.ASCII.GetBytes(name))),
    ];

    /// <summary>A header's name as text.</summary>
    public static string Name(ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, known) in Names)
        {
            if (bytes.SequenceEqual(known))
            {
                return name;
            }
        }

        return Encoding.Latin1.GetString(bytes);
    }
}
