using Phederation.Images.Catalogue;

namespace Phederation.Images.Generating;

/// <summary>
/// The cache of upstream files, one file per hash. A file gets its name only after its bytes were hashed. Where nothing can be
/// fetched, whoever has the file puts it there by hand.
/// </summary>
internal sealed class ArtifactStore(string folder, HttpMessageHandler? handler = null)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(30);

    /// <summary>The path of an artifact's file, fetched when it is not there.</summary>
    /// <exception cref="ImageException">It can't be had, is not the one that is named, or does not end.</exception>
    public async Task<string> EnsureAsync(UpstreamArtifact artifact, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var source = artifact.Demand();
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, source.Hash.Hex);
        if (File.Exists(path))
        {
            await CheckAsync(artifact, path, cancellationToken);
            return path;
        }

        progress?.Report($"fetching {artifact.Name}");
        var partial = path + ".partial";
        try
        {
            await FetchAsync(artifact, partial, cancellationToken);
            await CheckAsync(artifact, partial, cancellationToken);
            File.Move(partial, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task FetchAsync(UpstreamArtifact artifact, string partial, CancellationToken cancellationToken)
    {
        var url = artifact.Demand().Url;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        using var client = new HttpClient(handler ?? new SocketsHttpHandler(), disposeHandler: handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw Absent(artifact, $"the answer is {(int)response.StatusCode}", null);
            }

            await using var source = await response.Content.ReadAsStreamAsync(limit.Token);
            await using var target = new FileStream(partial, FileMode.Create, FileAccess.Write);
            await CopyAsync(artifact, source, target, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw Absent(artifact, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Absent(artifact, $"it did not end within {TimeLimit.TotalMinutes:0} minutes", exception);
        }
    }

    private static async Task CopyAsync(UpstreamArtifact artifact, Stream source, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 << 10];
        long length = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            length += read;
            if (length > artifact.SizeLimitBytes)
            {
                throw new ImageException(
                    ImageFault.HashMismatch,
                    $"{artifact.Demand().Url}: the artifact '{artifact.Name}' has more than {artifact.SizeLimitBytes} bytes, its size-limit; nothing of it "
                        + "was kept: find out why before the limit is raised"
                );
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task CheckAsync(UpstreamArtifact artifact, string path, CancellationToken cancellationToken)
    {
        var (url, expected) = artifact.Demand();
        ArtifactHash hash;
        await using (var stream = File.OpenRead(path))
        {
            hash = await expected.OfAsync(stream, cancellationToken);
        }

        if (hash != expected)
        {
            throw new ImageException(
                ImageFault.HashMismatch,
                $"{path}: the artifact '{artifact.Name}' of {url} has the {hash.Title} {hash.Hex}, {artifact.GivenIn ?? "image.toml"} names {expected.Hex}; it is "
                    + "not taken: find out who changed it (a cached file is deleted by hand)"
            );
        }
    }

    private ImageException Absent(UpstreamArtifact artifact, string why, Exception? inner) =>
        new(
            ImageFault.ArtifactAbsent,
            $"the artifact '{artifact.Name}' can't be fetched from {artifact.Demand().Url}: {why}; run again where the address is reached, or put the "
                + $"file into {folder} under the name {artifact.Demand().Hash.Hex}",
            inner
        );
}
