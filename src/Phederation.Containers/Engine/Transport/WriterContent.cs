using System.Net;
using System.Net.Http.Headers;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Engine.Transport;

/// <summary>A request body that is written while it is sent; nothing of it is kept.</summary>
internal sealed class WriterContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    public WriterContent(Func<Stream, CancellationToken, Task> write, string mediaType)
    {
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The writer may dispose of its target (TarWriter, GZipStream); the connection's stream must outlive that.
        await using var guarded = new UnclosableStream(stream);
        await _write(guarded, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
