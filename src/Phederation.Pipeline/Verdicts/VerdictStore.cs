using Phederation.Pipeline.Incremental;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Verdicts;

/// <summary>The signed verdicts, one file a gate and image. Whoever reads one must verify it: the folder is not trusted.</summary>
public sealed class VerdictStore(string folder)
{
    private const int MaximumBytes = 256 * 1024;

    /// <summary>Half of the shortest time that a verdict holds for: one that stays is still good when the release is made of it.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromHours(12);

    /// <summary>
    /// Signs a verdict and keeps it in the place of an earlier one of the same gate and image. An earlier one that says the same and is
    /// not old stays: judging again what did not change must not make a new release.
    /// </summary>
    public async Task SaveAsync(Verdict verdict, TrustKeys keys, CancellationToken cancellationToken)
    {
        if (await FindAsync(verdict.ImageName, verdict.Gate, keys, cancellationToken) is not { } earlier || !StillSays(earlier, verdict))
        {
            var envelope = VerdictSigner.Sign(verdict, keys.Verdict);
            await AtomicOutput.WriteFileAsync(PathOf(verdict.ImageName, verdict.Gate), envelope, cancellationToken);
        }
    }

    /// <summary>The verdict in the store; null when there is none, or none that these keys signed.</summary>
    public async Task<Verdict?> FindAsync(string imageName, string gate, TrustKeys keys, CancellationToken cancellationToken) =>
        await ReadAsync(imageName, gate, cancellationToken) is { } bytes
            ? VerdictVerifier.Verify(bytes, [keys.Verdict.Public], PathOf(imageName, gate)).Verdict
            : null;

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

    private static bool StillSays(Verdict earlier, Verdict now) =>
        now.Time >= earlier.Time
        && now.Time - earlier.Time < RenewedAfter
        && earlier with { Time = now.Time, Details = now.Details } == now
        && earlier
            .Details.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SequenceEqual(now.Details.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
