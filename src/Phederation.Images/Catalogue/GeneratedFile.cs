namespace Phederation.Images.Catalogue;

/// <summary>Files that the build makes; each kind is a record of its own.</summary>
/// <param name="Path">The path in the image, without a leading slash.</param>
public abstract record GeneratedFile(string Path);
