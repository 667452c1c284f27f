namespace Phederation.Images.Catalogue;

/// <summary>A file that somebody else publishes, known by its hash: where it comes from does not matter then.</summary>
/// <param name="Name">The name in the definition.</param>
/// <param name="Source">Where it is published and what it must be; null where the release engineer has not named one yet.</param>
/// <param name="SizeLimitBytes">No more than this is read.</param>
/// <param name="GivenIn">The file in which the release engineer names the source; null where the definition itself does.</param>
public sealed record UpstreamArtifact(string Name, ArtifactSource? Source, long SizeLimitBytes, string? GivenIn = null)
{
    /// <summary>The source.</summary>
    /// <exception cref="ImageException">None is named.</exception>
    public ArtifactSource Demand() =>
        Source
        ?? throw new ImageException(
            ImageFault.ArtifactAbsent,
            $"{GivenIn}: the artifact '{Name}' is not named: which release of it is used is the release engineer's choice; write\n"
                + $"  [[artifact]]\n  name = \"{Name}\"\n  url = \"https://…\"\n  sha256 = \"…\"\ninto this file, with the hash of a file that was looked at"
        );
}
