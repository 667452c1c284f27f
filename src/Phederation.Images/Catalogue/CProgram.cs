namespace Phederation.Images.Catalogue;

/// <summary>
/// A small program in C, for images that have neither a shell nor a runtime and whose profile should not grow by one. It is linked with the
/// C library of the base.
/// </summary>
/// <param name="Source">The source file, relative to the checkout: <c>src/native/http-health.c</c>.</param>
/// <param name="Path">The program's path in the image, without a leading slash.</param>
public sealed record CProgram(string Source, string Path) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "c";
}
