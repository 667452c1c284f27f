using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>What a site runs, in one or more editions: <c>images/stack.toml</c>.</summary>
public sealed record StackDefinition
{
    /// <summary>The file's name in the folder of images.</summary>
    public const string FileName = "stack.toml";

    /// <summary>The editions; the first one is the default.</summary>
    public required IReadOnlyList<string> Editions { get; init; }

    /// <summary>Services and jobs, in the file's order.</summary>
    public required IReadOnlyList<StackPart> Parts { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="imagesFolder">The folder of images.</param>
    /// <param name="catalogue">Its images.</param>
    /// <exception cref="TomlException">It is malformed, or names what is not in the catalogue; the message has file:line:column.</exception>
    public static StackDefinition Load(string imagesFolder, IReadOnlyList<ImageDefinition> catalogue) =>
        StackReader.Read(Toml.Load(Path.Combine(imagesFolder, FileName)), catalogue);
}
