using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Phederation.Containers.Engine.Transport;

/// <summary>
/// Splits the engine's stream of output into its frames: 8 bytes (stream, 0, 0, 0, length big-endian), then the bytes. A frame is
/// handed on in pieces, so its length needs no limit. With a terminal the stream has no frames.
/// </summary>
internal static class FrameReader
{
    private const int HeaderLength = 8;
    private const byte EngineError = 3;

    public static async IAsyncEnumerable<LogChunk> ReadAsync(
        Stream stream,
        bool isTerminal,
        EngineHttp http,
        string operation,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var buffer = new byte[EngineLimits.Chunk];
        if (isTerminal)
        {
            int length;
            while ((length = await ReadSomeAsync(stream, buffer, http, operation, cancellationToken)) > 0)
            {
                yield return new LogChunk(LogSource.Output, buffer.AsSpan(0, length).ToArray());
            }

            yield break;
        }

        var header = new byte[HeaderLength];
        while (await ReadHeaderAsync(stream, header, http, operation, cancellationToken))
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            if (header[0] > EngineError || header[1] != 0 || header[2] != 0 || header[3] != 0)
            {
                throw EngineErrors.Protocol(operation, "the engine's stream of output has a malformed frame.");
            }

            if (header[0] == EngineError)
            {
                throw EngineErrors.FromStream(operation, await ReadErrorAsync(stream, left, http, operation, cancellationToken));
            }

            var source = header[0] == (byte)LogSource.Error ? LogSource.Error : LogSource.Output;
            while (left > 0)
            {
                var length = await ReadSomeAsync(
                    stream,
                    buffer.AsMemory(0, (int)Math.Min(left, EngineLimits.Chunk)),
                    http,
                    operation,
                    cancellationToken
                );
                if (length == 0)
                {
                    throw EngineErrors.Protocol(operation, "the engine's stream of output ended within a frame.");
                }

                left -= (uint)length;
                yield return new LogChunk(source, buffer.AsSpan(0, length).ToArray());
            }
        }
    }

    private static async ValueTask<bool> ReadHeaderAsync(
        Stream stream,
        Memory<byte> header,
        EngineHttp http,
        string operation,
        CancellationToken cancellationToken
    )
    {
        var filled = 0;
        while (filled < HeaderLength)
        {
            var length = await ReadSomeAsync(stream, header[filled..], http, operation, cancellationToken);
            if (length == 0)
            {
                return filled == 0 ? false : throw EngineErrors.Protocol(operation, "the engine's stream of output ended within a frame.");
            }

            filled += length;
        }

        return true;
    }

    private static async ValueTask<string> ReadErrorAsync(
        Stream stream,
        uint length,
        EngineHttp http,
        string operation,
        CancellationToken cancellationToken
    )
    {
        var text = new byte[(int)Math.Min(length, EngineLimits.Chunk)];
        var filled = 0;
        int read;
        while (filled < text.Length && (read = await ReadSomeAsync(stream, text.AsMemory(filled), http, operation, cancellationToken)) > 0)
        {
            filled += read;
        }

        return Encoding.UTF8.GetString(text, 0, filled);
    }

    private static async ValueTask<int> ReadSomeAsync(
        Stream stream,
        Memory<byte> buffer,
        EngineHttp http,
        string operation,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw http.Translate(operation, exception);
        }
    }
}
