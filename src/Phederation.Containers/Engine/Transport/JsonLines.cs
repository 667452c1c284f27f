using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Reads a body of one JSON value a line while it arrives; a line that is too long is an error.</summary>
internal static class JsonLines
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        EngineHttp http,
        EngineRequest request,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var response = await http.SendAsync(request, cancellationToken);
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        try
        {
            var isEnd = false;
            while (!isEnd)
            {
                var result = await ReadAsync(http, request.Operation, reader, cancellationToken);
                isEnd = result.IsCompleted;
                var rest = result.Buffer;
                while (TryTakeLine(ref rest, isEnd, out var line))
                {
                    if (!IsBlank(line))
                    {
                        yield return Parse(line, type, request.Operation);
                    }
                }

                if (rest.Length > EngineLimits.Line)
                {
                    throw EngineErrors.Protocol(
                        request.Operation,
                        $"a line of the engine's answer is longer than {EngineLimits.Line >> 20} MiB."
                    );
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(
        EngineHttp http,
        string operation,
        PipeReader reader,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw http.Translate(operation, exception);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isEnd, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!isEnd || rest.IsEmpty)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private static T Parse<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type, string operation) =>
        EngineJson.Read(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), type, operation);

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
