namespace Phederation.Images.Catalogue;

/// <summary>Classes that are compiled from Java sources beside the image's definition.</summary>
/// <param name="Path">The jar in the image when it ends with <c>.jar</c>, else the folder of the classes; without a leading slash.</param>
/// <param name="Sources">The folder of the sources, relative to the image's folder.</param>
/// <param name="ClassPath">Jars of the image's build packages that the sources are compiled against, without a leading slash.</param>
public sealed record JavaClasses(string Path, string Sources, IReadOnlyList<string> ClassPath) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "javac";

    /// <summary>Whether one jar is wanted.</summary>
    public bool IsJar => Path.EndsWith(".jar", StringComparison.Ordinal);
}
