namespace Phederation.Images.Catalogue;

/// <summary>A program of this checkout: self-contained, trimmed, one file.</summary>
/// <param name="Project">The project's folder, relative to the checkout: <c>src/jobs/Phederation.OmopJobs</c>.</param>
/// <param name="Path">The program's path in the image, without a leading slash.</param>
public sealed record DotNetProgram(string Project, string Path) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "dotnet";
}
