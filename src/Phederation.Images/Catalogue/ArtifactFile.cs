namespace Phederation.Images.Catalogue;

/// <summary>An upstream file as it is, or what an upstream archive holds.</summary>
/// <param name="Artifact">Which of the definition's artifacts.</param>
/// <param name="Path">The path of the file, or of the folder with the archive's content, in the image, without a leading slash.</param>
/// <param name="IsUnpacked">Whether it is a <c>.tar.gz</c>, <c>.zip</c> or <c>.war</c> whose content is wanted.</param>
/// <param name="Strip">How many leading folders of the archive's paths are left out.</param>
/// <param name="IsMigrated">Whether it is an archive of a Java application for Java EE 8 (javax), whose classes are to be those of Jakarta EE.</param>
/// <param name="LeftOut">Patterns of paths below <paramref name="Path"/> that are not taken over.</param>
public sealed record ArtifactFile(
    UpstreamArtifact Artifact,
    string Path,
    bool IsUnpacked = false,
    int Strip = 0,
    bool IsMigrated = false,
    IReadOnlyList<string>? LeftOut = null
) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "artifact";
}
