using Phederation.Containers.Oci;

namespace Phederation.Containers.Streams;

/// <summary>Reads a stream into memory up to a limit.</summary>
internal static class BoundedReader
{
    public static async Task<byte[]> ReadAsync(Stream stream, int limit, string what, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > limit)
            {
                throw new OciException(OciErrorKind.TooLarge, $"The {what} is larger than {limit >> 10} KiB.");
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
