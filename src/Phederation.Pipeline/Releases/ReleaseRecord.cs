using Phederation.Pipeline.Incremental;
using Phederation.Trust.Releases;

namespace Phederation.Pipeline.Releases;

/// <summary>
/// What the release folder was made of, so that a run in which nothing changed does not make a new release. It is no proof: the
/// folder is verified all the same.
/// </summary>
internal sealed class ReleaseRecord(PipelineOptions options, ReleaseManifest manifest, IReadOnlyDictionary<string, string> launchers)
{
    private string RecordPath => Path.Combine(options.State, "release-inputs");

    private string ManifestPath => Path.Combine(options.Release, ReleaseManifest.FileName);

    /// <summary>Whether the release folder was made of exactly this.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) =>
        File.Exists(RecordPath)
        && File.Exists(ManifestPath)
        && await File.ReadAllTextAsync(RecordPath, cancellationToken) == $"{Inputs()} {Made()}";

    /// <summary>Notes what the release folder was made of.</summary>
    public Task SaveAsync(CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(RecordPath, System.Text.Encoding.ASCII.GetBytes($"{Inputs()} {Made()}"), cancellationToken);

    private string Inputs()
    {
        using var hash = new ContentHash();
        hash.Add("manifest", Convert.ToHexStringLower((manifest with { Created = DateTimeOffset.UnixEpoch }).ToBytes()));
        foreach (var (runtime, program) in launchers.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AddFile(runtime, program);
        }

        return hash.Hex();
    }

    private string Made()
    {
        using var hash = new ContentHash();
        return hash.AddFile("made", ManifestPath).Hex();
    }
}
