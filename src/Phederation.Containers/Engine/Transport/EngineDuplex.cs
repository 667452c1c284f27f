namespace Phederation.Containers.Engine.Transport;

/// <summary>A connection that carries bytes in both directions after an upgrade.</summary>
internal sealed class EngineDuplex(HttpMessageInvoker http, HttpResponseMessage response, Stream stream, EngineStream transport)
    : IAsyncDisposable
{
    /// <summary>What the engine sends, and where input for the process goes.</summary>
    public Stream Stream => stream;

    /// <summary>Ends the input; what the process still writes can be read.</summary>
    public async ValueTask CloseWriteAsync(CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        await transport.CloseWriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        response.Dispose();
        http.Dispose();
    }
}
