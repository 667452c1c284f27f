using System.Text.Json;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;
using Phederation.Containers.Oci;
using Phederation.Containers.Registry;

namespace Phederation.Containers.Engine;

/// <content>To and from registries.</content>
public sealed partial class ImageOperations
{
    /// <summary>
    /// Pushes a reference ("127.0.0.1:5000/honeur/postgres:15.1") and returns the manifest that the registry now has. Wrong or missing credentials are
    /// <see cref="EngineErrorKind.Refused"/>.
    /// </summary>
    public async Task<PushedImage> PushAsync(
        string reference,
        RegistryCredentials? credentials = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (repository, tag) = ImageReference.SplitTag(reference);
        var call = EngineRequest.Post(
            $"push {reference}",
            new EngineQuery(Path(repository) + "/push").Add("tag", tag ?? "latest").ToString()
        ) with
        {
            Headers = AuthHeader(credentials, reference),
        };
        PushedTag? pushed = null;
        await foreach (var line in ProgressAsync(call, cancellationToken))
        {
            Report(line, progress);
            if (line.Aux.ValueKind == JsonValueKind.Object)
            {
                pushed = line.Aux.Deserialize(EngineJsonContext.Default.PushedTag) ?? pushed;
            }
        }

        return Digest.TryParse(pushed?.Digest, out var digest)
            ? new PushedImage(digest, pushed!.Size)
            : throw EngineErrors.Protocol(call.Operation, "the engine ended the push without naming the manifest.");
    }

    /// <summary>Pulls "repository:tag" or "repository@sha256:…".</summary>
    public async Task PullAsync(
        string reference,
        RegistryCredentials? credentials = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var isDigest = reference.Contains('@', StringComparison.Ordinal);
        var (repository, tag) = isDigest ? (reference, null) : ImageReference.SplitTag(reference);
        var path = new EngineQuery("/images/create").Add("fromImage", repository).Add("tag", isDigest ? null : tag ?? "latest");
        var call = EngineRequest.Post($"pull {reference}", path.ToString()) with { Headers = AuthHeader(credentials, reference) };
        await foreach (var line in ProgressAsync(call, cancellationToken))
        {
            Report(line, progress);
        }
    }

    private static void Report(ProgressLine line, IProgress<TransferProgress>? progress)
    {
        if (line.Status is { } status)
        {
            progress?.Report(new TransferProgress(line.Id, status, line.Detail?.Current ?? 0, line.Detail?.Total ?? 0));
        }
    }
}
