using System.Net.Http.Headers;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Registry;

/// <content>Manifests.</content>
public sealed partial class RegistryClient
{
    private static readonly string[] Accepted =
    [
        MediaTypes.OciManifest,
        MediaTypes.OciIndex,
        MediaTypes.DockerManifest,
        MediaTypes.DockerManifestList,
    ];

    /// <summary>A manifest by tag or digest; null when there is none. By digest the bytes are those of the digest.</summary>
    public async Task<RegistryManifest?> GetManifestAsync(
        string repository,
        string reference,
        CancellationToken cancellationToken = default
    )
    {
        var operation = $"read the manifest of {repository}:{reference}";
        using var response = await SendOrNullAsync(
            operation,
            Scope(repository, "pull"),
            () => ManifestRequest(HttpMethod.Get, repository, reference),
            cancellationToken
        );
        if (response is null)
        {
            return null;
        }

        var bytes = await ReadAsync(response, OciDocument.Limit, operation, cancellationToken);
        var digest = Digest.Sha256(bytes);
        return Digest.TryParse(reference, out var asked) && asked != digest
            ? throw new RegistryException(
                RegistryErrorKind.Protocol,
                operation,
                $"the registry sent the bytes of {digest}: they were changed or damaged."
            )
            : new RegistryManifest(bytes, response.Content.Headers.ContentType?.MediaType ?? "", digest);
    }

    /// <summary>
    /// What the registry says of a manifest; null when there is none. Its digest is the registry's word: read the manifest to be sure.
    /// </summary>
    public async Task<Descriptor?> HeadManifestAsync(string repository, string reference, CancellationToken cancellationToken = default)
    {
        var operation = $"look for the manifest of {repository}:{reference}";
        using var response = await SendOrNullAsync(
            operation,
            Scope(repository, "pull"),
            () => ManifestRequest(HttpMethod.Head, repository, reference),
            cancellationToken
        );
        if (response is null)
        {
            return null;
        }

        return
            response.Headers.TryGetValues("Docker-Content-Digest", out var values)
            && Digest.TryParse(values.First(), out var digest)
            && response.Content.Headers.ContentLength is { } length
            ? new Descriptor
            {
                MediaType = response.Content.Headers.ContentType?.MediaType ?? "",
                Digest = digest,
                Size = length,
            }
            : throw new RegistryException(RegistryErrorKind.Protocol, operation, "the registry names no digest and length.");
    }

    /// <summary>Puts a manifest's bytes under a tag or its digest; its blobs must be there. Returns its digest.</summary>
    public async Task<Digest> PutManifestAsync(
        string repository,
        string reference,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        CancellationToken cancellationToken = default
    )
    {
        using var response = await SendAsync(
            $"write the manifest of {repository}:{reference}",
            Scope(repository, "pull,push"),
            () =>
            {
                var request = ManifestRequest(HttpMethod.Put, repository, reference);
                request.Content = new ReadOnlyMemoryContent(bytes);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                return request;
            },
            cancellationToken
        );
        return Digest.Sha256(bytes.Span);
    }

    /// <summary>Removes a manifest with all its tags; false when there was none.</summary>
    public async Task<bool> DeleteManifestAsync(string repository, Digest digest, CancellationToken cancellationToken = default)
    {
        using var response = await SendOrNullAsync(
            $"remove the manifest {digest} of {repository}",
            Scope(repository, "delete"),
            () => ManifestRequest(HttpMethod.Delete, repository, digest.ToString()),
            cancellationToken
        );
        return response is not null;
    }

    private HttpRequestMessage ManifestRequest(HttpMethod method, string repository, string reference)
    {
        var request = new HttpRequestMessage(
            method,
            At($"/v2/{RegistryName.Repository(repository)}/manifests/{RegistryName.Reference(reference)}")
        );
        foreach (var type in Accepted)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        return request;
    }
}
