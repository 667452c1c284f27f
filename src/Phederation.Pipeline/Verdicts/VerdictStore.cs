using Phederation.Pipeline.Incremental;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Verdicts;

/// <summary>The signed verdicts, one file a gate and image. Whoever reads one must verify it: the folder is not trusted.</summary>
public sealed class VerdictStore(string folder)
{
    private const int MaximumBytes = 256 * 1024;

    /// <summary>Signs a verdict and keeps it in the place of an earlier one of the same gate and image.</summary>
    public Task SaveAsync(Verdict verdict, TrustKeys keys, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(PathOf(verdict.ImageName, verdict.Gate), VerdictSigner.Sign(verdict, keys.Verdict), cancellationToken);

    /// <summary>Where the verdict of a gate on an image is, or would be.</summary>
    public string PathOf(string imageName, string gate) => Path.Combine(folder, imageName, gate + ".json");

    /// <summary>The envelope's bytes as they are in the store; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string imageName, string gate, CancellationToken cancellationToken)
    {
        var path = PathOf(imageName, gate);
        if (!File.Exists(path))
        {
            return null;
        }

        return new FileInfo(path).Length > MaximumBytes ? [] : await File.ReadAllBytesAsync(path, cancellationToken);
    }
}
