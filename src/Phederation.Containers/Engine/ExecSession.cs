using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>A process that runs in a container, with its input and output. Disposing of it closes the streams; the process goes on.</summary>
public sealed class ExecSession : IAsyncDisposable
{
    private static readonly TimeSpan ExitPoll = TimeSpan.FromMilliseconds(20);
    private readonly EngineHttp _http;
    private readonly string _operation;
    private readonly bool _isTerminal;
    private readonly EngineDuplex _duplex;

    internal ExecSession(EngineHttp http, string id, string operation, bool isTerminal, EngineDuplex duplex)
    {
        _http = http;
        Id = id;
        _operation = operation;
        _isTerminal = isTerminal;
        _duplex = duplex;
    }

    /// <summary>The engine's id of this process.</summary>
    public string Id { get; }

    /// <summary>Sends input to the process.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken = default)
    {
        try
        {
            await _duplex.Stream.WriteAsync(input, cancellationToken);
            await _duplex.Stream.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw _http.Translate(_operation, exception);
        }
    }

    /// <summary>Ends the input: the process reads end-of-file.</summary>
    public async Task CloseInputAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _duplex.CloseWriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw _http.Translate(_operation, exception);
        }
    }

    /// <summary>The output until the process, and every process that inherited it, has closed it. May be read once.</summary>
    public IAsyncEnumerable<LogChunk> ReadAsync(CancellationToken cancellationToken = default) =>
        FrameReader.ReadAsync(_duplex.Stream, _isTerminal, _http, _operation, cancellationToken);

    /// <summary>Waits for the end of the process and returns its exit code.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var request = EngineRequest.Get(_operation, "/exec/" + EngineQuery.Segment(Id) + "/json");
            var details = await _http.JsonAsync(request, EngineJsonContext.Default.ExecDetails, cancellationToken);
            if (!details.Running && details.ExitCode is { } exitCode)
            {
                return exitCode;
            }

            // The engine notices the end a moment after the streams have closed.
            await Task.Delay(ExitPoll, _http.Time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _duplex.DisposeAsync();
}
