using System.Net.Http.Headers;
using Phederation.Containers.Oci;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Registry;

/// <content>Blobs.</content>
public sealed partial class RegistryClient
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromHours(2);

    /// <summary>A blob's length; null when it is not there.</summary>
    public async Task<long?> BlobLengthAsync(string repository, Digest digest, CancellationToken cancellationToken = default)
    {
        using var response = await SendOrNullAsync(
            $"look for {digest} of {repository}",
            Scope(repository, "pull"),
            () => new HttpRequestMessage(HttpMethod.Head, BlobUri(repository, digest)),
            cancellationToken
        );
        return response?.Content.Headers.ContentLength;
    }

    /// <summary>Opens a blob. The stream fails at its end with <see cref="OciException"/> when the bytes are not those of the digest. The caller disposes of it.</summary>
    public async Task<Stream> OpenBlobAsync(
        string repository,
        Digest digest,
        long? length = null,
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(
            $"read {digest} of {repository}",
            Scope(repository, "pull"),
            () => new HttpRequestMessage(HttpMethod.Get, BlobUri(repository, digest)),
            cancellationToken
        );
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var operation = $"read {digest} of {repository}";
        var owned = new OwnedStream(body, response, exception => RegistryFault.Unavailable(Registry, operation, exception));
        return new VerifyingStream(owned, digest, length, Registry.Authority);
    }

    /// <summary>A small blob's bytes, verified.</summary>
    public async Task<byte[]> ReadBlobAsync(
        string repository,
        Digest digest,
        int limit = OciDocument.Limit,
        CancellationToken cancellationToken = default
    )
    {
        await using var stream = await OpenBlobAsync(repository, digest, null, cancellationToken);
        return await BoundedReader.ReadAsync(stream, limit, $"blob {digest} of {Registry.Authority}", cancellationToken);
    }

    /// <summary>Uploads a blob from memory unless it is there.</summary>
    public async Task<Descriptor> PutBlobAsync(
        string repository,
        ReadOnlyMemory<byte> content,
        string mediaType,
        CancellationToken cancellationToken = default
    )
    {
        var descriptor = new Descriptor
        {
            MediaType = mediaType,
            Digest = Digest.Sha256(content.Span),
            Size = content.Length,
        };
        await PutBlobAsync(repository, descriptor, () => new Images.MemoryContent(content).Open(), cancellationToken);
        return descriptor;
    }

    /// <summary>Uploads a blob unless it is there; false when it was. The registry checks the digest.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="blob">Its digest and length.</param>
    /// <param name="open">Opens the content; called again when the registry asks for credentials.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public async Task<bool> PutBlobAsync(
        string repository,
        Descriptor blob,
        Func<Stream> open,
        CancellationToken cancellationToken = default
    )
    {
        if (await BlobLengthAsync(repository, blob.Digest, cancellationToken) == blob.Size)
        {
            return false;
        }

        var scope = Scope(repository, "pull,push");
        var operation = $"upload {blob.Digest} to {repository}";
        var start = At($"/v2/{RegistryName.Repository(repository)}/blobs/uploads/");
        using var started = await SendAsync(operation, scope, () => new HttpRequestMessage(HttpMethod.Post, start), cancellationToken);
        // The session's address may be anywhere in the registry, but our credentials and content go to no other host.
        var session =
            started.Headers.Location is { } location && Uri.TryCreate(start, location, out var absolute) && IsSameRegistry(absolute)
                ? absolute
                : throw new RegistryException(
                    RegistryErrorKind.Protocol,
                    operation,
                    "the registry offers no place for the upload on its own host."
                );
        var target = new Uri(session + (session.Query.Length > 0 ? "&" : "?") + "digest=" + Uri.EscapeDataString(blob.Digest.ToString()));
        using var done = await SendAsync(
            operation,
            scope,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = new StreamContent(open()) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                request.Content.Headers.ContentLength = blob.Size;
                // The registry may refuse before it has read gigabytes.
                request.Headers.ExpectContinue = blob.Size > 1 << 20;
                return request;
            },
            cancellationToken,
            UploadLimit
        );
        return true;
    }

    private Uri BlobUri(string repository, Digest digest) => At($"/v2/{RegistryName.Repository(repository)}/blobs/{digest}");
}
